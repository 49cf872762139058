import {Text} from 'ink';
import type {ReactNode} from 'react';
import type {EndpointSession} from '../../chat/endpoint-session.ts';
import {printableLine} from '../../core/printable-text.ts';
import {fitColumns, type StatusPart} from '../fit-columns.ts';
import type {ScreenTheme} from '../screen-theme.ts';

type StatusLineProps = {
	readonly session: EndpointSession;
	/** Takes the place of everything else while it is set. */
	readonly hint: string | undefined;
	readonly width: number;
	readonly theme: ScreenTheme;
};

/** Where the next prompt goes, and the two keys one needs. */
export function StatusLine({session, hint, width, theme}: StatusLineProps): ReactNode {
	const text =
		hint === undefined
			? fitColumns(endpointParts(session), keyParts, width)
			: fitColumns([{text: hint, rank: 0}], [], width);
	return <Text wrap="truncate">{theme.dim(text)}</Text>;
}

const keyParts: readonly StatusPart[] = [
	{text: 'ctrl+p profiles', rank: 7},
	{text: '? keys', rank: 6},
];

function endpointParts({endpoint, profile}: EndpointSession): readonly StatusPart[] {
	const temperature = profile.parameters?.temperature;
	const isDemo = endpoint.profileName === 'demo' && endpoint.isLoopback;
	const parts: ReadonlyArray<readonly [text: string | null | undefined, rank: number]> = [
		[`  ${endpoint.profileName ?? endpoint.url.host}`, 0],
		[endpoint.bodyModel ?? profile.model, 1],
		[profile.deployment === (endpoint.bodyModel ?? profile.model) ? undefined : profile.deployment, 3],
		[endpoint.api, 4],
		[temperature === undefined ? undefined : `T ${String(temperature)}`, 5],
		[isDemo ? 'built-in demo' : undefined, 2],
	];
	return parts.flatMap(([text, rank]) =>
		text
			? [
					{
						text: text.startsWith('  ') ? `  ${printableLine(text.slice(2), 40)}` : printableLine(text, 40),
						rank,
					},
				]
			: [],
	);
}
