/** Killed texts, the newest first. */
export type KillRing = readonly string[];

const killRingLimit = 20;

/**
 * Adds a killed text.
 * @param side where it joins the newest one, when this kill follows another directly; `new` starts an entry
 */
export function addKill(ring: KillRing, text: string, side: 'new' | 'before' | 'after'): KillRing {
	if (text === '') return ring;
	const [newest, ...older] = ring;
	if (side === 'new' || newest === undefined) return [text, ...ring].slice(0, killRingLimit);
	return [side === 'before' ? text + newest : newest + text, ...older];
}
