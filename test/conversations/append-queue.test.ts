import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createAppendQueue} from '../../source/conversations/append-queue.ts';

/** A disk that takes so many bytes, then says that it is full. */
function createDisk() {
	let content = '';
	let room = 0;
	let calls = 0;
	return {
		get content() {
			return content;
		},
		get calls() {
			return calls;
		},
		addRoom(bytes: number) {
			room += bytes;
		},
		write(bytes: Buffer): number {
			calls++;
			if (room === 0) {
				throw Object.assign(new Error('full'), {code: 'ENOSPC'});
			}

			const taken = bytes.subarray(0, room);
			content += taken.toString('latin1');
			room -= taken.length;
			return taken.length;
		},
	};
}

test('writes every byte once and in order, however often the disk is full in between', () => {
	const rounds = fc.array(
		fc.record({lines: fc.array(fc.string({unit: 'grapheme-ascii'})), room: fc.nat(40)}),
	);
	fc.assert(
		fc.property(rounds, list => {
			const disk = createDisk();
			const queue = createAppendQueue(1_000_000);
			for (const {lines, room} of [...list, {lines: [], room: 1_000_000}]) {
				for (const line of lines) {
					queue.push(`${line}\n`, 1);
				}

				disk.addRoom(room);
				try {
					queue.drain(bytes => disk.write(bytes));
				} catch (error) {
					expect(error).toMatchObject({code: 'ENOSPC'});
				}
			}

			expect(disk.content).toBe(list.flatMap(({lines}) => lines.map(line => `${line}\n`)).join(''));
			expect(queue.isEmpty).toBe(true);
		}),
	);
});

test('writes all that waits in one call', () => {
	const disk = createDisk();
	disk.addRoom(100);
	const queue = createAppendQueue(100);
	queue.push('header\n', 'kept');
	queue.push('prompt\n', 1);
	queue.drain(bytes => disk.write(bytes));
	expect(disk.calls).toBe(1);
});

test('drops whole turns at its limit, the oldest first, and never what has to stay', () => {
	const disk = createDisk();
	const queue = createAppendQueue(20);
	queue.push('header\n', 'kept');
	queue.push('1:prompt\n', 1);
	queue.push('1:end\n', 1);
	queue.push('2:prompt\n', 2);
	queue.push('3:a very long prompt\n', 3);
	queue.push('3:end\n', 3);
	disk.addRoom(1000);
	queue.drain(bytes => disk.write(bytes));
	expect(disk.content).toBe('header\n3:a very long prompt\n3:end\n');
});

test('keeps the turn under way whole, however long it is', () => {
	const disk = createDisk();
	const queue = createAppendQueue(20);
	queue.push('1:prompt\n', 1);
	queue.push('1:a very long answer\n', 1);
	queue.push('title\n', 'kept');
	queue.push('1:end\n', 1);
	disk.addRoom(1000);
	queue.drain(bytes => disk.write(bytes));
	expect(disk.content).toBe('1:prompt\n1:a very long answer\ntitle\n1:end\n');
});

test('finishes a line that the disk took in part, even when its turn is dropped', () => {
	const disk = createDisk();
	const queue = createAppendQueue(20);
	queue.push('1:prompt\n', 1);
	queue.push('1:end\n', 1);
	disk.addRoom(4);
	expect(() => queue.drain(bytes => disk.write(bytes))).toThrow('full');
	queue.push('2:a very long prompt\n', 2);
	disk.addRoom(1000);
	queue.drain(bytes => disk.write(bytes));
	expect(disk.content).toBe('1:prompt\n2:a very long prompt\n');
});

test('does not spin when the system takes nothing', () => {
	const queue = createAppendQueue(100);
	queue.push('line\n', 1);
	expect(() => queue.drain(() => 0)).toThrow('wrote nothing');
	expect(queue.isEmpty).toBe(false);
});
