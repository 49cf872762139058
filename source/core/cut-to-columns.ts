import {columnsOf} from './code-points.ts';

/** Cuts a printable line to at most `maxColumns`, with an ellipsis in the last of them; no joined or accented character is cut in half. */
export function cutToColumns(line: string, maxColumns: number): string {
	if (line.length <= maxColumns && /^[ -~]*$/.test(line)) {
		return line;
	}

	let columns = 0;
	let cut = 0;
	let isJoined = false;
	let next = 0;
	for (let index = 0; index < line.length; index = next) {
		const codePoint = line.codePointAt(index) as number;
		next = index + (codePoint > 0xffff ? 2 : 1);
		const width = columnsOf(codePoint);
		if (columns < maxColumns && width > 0 && codePoint !== 0xfe0f && !isJoined) {
			cut = index;
		}

		columns += width;
		isJoined = codePoint === 0x200d;
		if (columns > maxColumns) {
			return `${line.slice(0, cut)}…`;
		}
	}

	return line;
}
