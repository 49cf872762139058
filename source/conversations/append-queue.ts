/** Lines on their way to the disk, in order; what the disk does not take stays here. */
export type AppendQueue = {
	/**
	 * Adds a line of a turn; `kept` are those that the rest makes no sense without. Past the limit the oldest turns are
	 * dropped, though never the one of this line.
	 */
	push(line: string, turn: number | 'kept'): void;
	/**
	 * Writes everything that waits in as few calls as possible, normally one. A call that took only a part of it, as a
	 * full disk does, is continued at exactly that byte, now or at the next try.
	 *
	 * @throws What `write` throws; nothing is lost by it.
	 */
	drain(write: (bytes: Buffer) => number): void;
	readonly isEmpty: boolean;
};

type Entry = {readonly turn: number | 'kept'; readonly bytes: Buffer};

export function createAppendQueue(maxBytes: number): AppendQueue {
	let entries: Entry[] = [];
	let waitingBytes = 0;

	/** Drops whole turns, for one that lost its middle would read as if nothing were missing. */
	function makeRoom(current: number | 'kept'): void {
		while (waitingBytes > maxBytes && current !== 'kept') {
			const oldest = entries.find(({turn}) => turn !== 'kept' && turn !== current)?.turn;
			if (oldest === undefined) {
				return;
			}

			entries = entries.filter(({turn}) => turn !== oldest);
			waitingBytes = entries.reduce((sum, {bytes}) => sum + bytes.length, 0);
		}
	}

	/** Forgets the first `count` bytes. The rest of a line that is partly written has to follow, so it is kept. */
	function forget(count: number): void {
		waitingBytes -= count;
		let left = count;
		const rest = entries.findIndex(({bytes}) => {
			const isWritten = left >= bytes.length;
			left -= isWritten ? bytes.length : 0;
			return !isWritten;
		});
		entries = rest === -1 ? [] : entries.slice(rest);
		const [first] = entries;
		if (left > 0 && first !== undefined) {
			entries[0] = {turn: 'kept', bytes: first.bytes.subarray(left)};
		}
	}

	return {
		push(line, turn) {
			const bytes = Buffer.from(line);
			entries.push({turn, bytes});
			waitingBytes += bytes.length;
			makeRoom(turn);
		},

		drain(write) {
			while (entries.length > 0) {
				const written = write(Buffer.concat(entries.map(({bytes}) => bytes)));
				if (written === 0) {
					throw Object.assign(new Error('The system wrote nothing.'), {code: 'EIO'});
				}

				forget(written);
			}
		},

		get isEmpty() {
			return entries.length === 0;
		},
	};
}
