/** The candidate closest to what was typed, if it is close enough to be what was meant. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
	let best: string | undefined;
	let bestDistance = Math.min(3, Math.floor(typed.length / 2) + 1);
	for (const candidate of candidates) {
		const distance = candidate.startsWith(typed) && typed.length > 1 ? 1 : editDistance(typed, candidate);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}

	return best;
}

/** How many letters were left out, added, changed or swapped with their neighbour, in UTF-16 units. */
function editDistance(a: string, b: string): number {
	let before: readonly number[] = [];
	let row = Array.from({length: b.length + 1}, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swap = isSwap ? (before[j - 2] ?? 0) + 1 : change;
			next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}

		before = row;
		row = next;
	}

	return row[b.length] ?? 0;
}
