import {Text, useAnimation} from 'ink';
import type {ReactNode} from 'react';
import type {LiveTurn} from '../../chat/chat-state.ts';
import {printableLine} from '../../core/printable-text.ts';
import {renderPlain} from '../../markdown/plain.ts';
import {describeMs} from '../describe-result.ts';
import {fitColumns} from '../fit-columns.ts';
import {type TranscriptStyle, tailLines} from '../transcript-lines.ts';

type LiveAnswerProps = {
	readonly live: LiveTurn;
	/** Rows for the open end of the answer. */
	readonly maxRows: number;
	readonly style: TranscriptStyle;
	readonly showsReasoning: boolean;
	readonly now: () => number;
};

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** The part of an answer that may still change, and what it is doing. */
export function LiveAnswer({live, maxRows, style, showsReasoning, now}: LiveAnswerProps): ReactNode {
	const lines =
		live.tail.length === 0 && showsReasoning && live.reasoning !== ''
			? reasoningTail(live.reasoning, style, maxRows)
			: tailLines(live.tail, style, maxRows);
	return (
		<>
			{lines.length > 0 && <Text>{lines.join('\n')}</Text>}
			<Progress live={live} style={style} now={now} />
		</>
	);
}

/** The one thing on the screen that moves by itself, ten times a second at most. */
function Progress({live, style, now}: Pick<LiveAnswerProps, 'live' | 'style' | 'now'>): ReactNode {
	const {frame} = useAnimation({interval: 100});
	const {theme, width} = style;
	const mark = spinner[frame % spinner.length] ?? '';
	return (
		<Text wrap="truncate">
			{`${theme.accent(mark)} ${theme.dim(fitColumns(progressParts(live, now()), [], Math.max(1, width - 2)))}`}
		</Text>
	);
}

function progressParts(live: LiveTurn, nowMs: number) {
	const stop = {text: 'esc stops', rank: 1};
	if (live.retry !== undefined) {
		const seconds = Math.max(0, Math.ceil((live.retry.untilMs - nowMs) / 1000));
		const text = printableLine(live.retry.text).replace(/in \d+ s/, `in ${seconds} s`);
		return [{text: text.replace(/\.$/, ''), rank: 0}, stop];
	}

	const elapsed = {text: describeMs(Math.max(0, Math.floor((nowMs - live.startedMs) / 100) * 100)), rank: 2};
	if (live.firstTokenMs === undefined) {
		return [{text: 'waiting', rank: 0}, elapsed, stop];
	}

	const writtenMs = nowMs - live.firstTokenMs;
	const rate =
		writtenMs > 500 ? [{text: `~${Math.round((live.pieces * 1000) / writtenMs)} tok/s`, rank: 3}] : [];
	return live.firstTextMs === undefined
		? [{text: 'thinking', rank: 0}, elapsed, ...rate, {text: 'ctrl+o shows it', rank: 4}, stop]
		: [elapsed, ...rate, stop];
}

function reasoningTail(
	reasoning: string,
	{width, theme}: TranscriptStyle,
	maxRows: number,
): readonly string[] {
	const end = reasoning.slice(-2 * maxRows * width);
	return renderPlain(end, {width: Math.max(1, width - 2), theme: theme.markdown})
		.slice(-maxRows)
		.map(line => `  ${theme.dim(line)}`);
}
