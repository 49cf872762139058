import type {ReactNode} from 'react';
import type {EndpointSession} from '../../chat/endpoint-session.ts';
import type {ChatHost} from '../chat-host.ts';
import {SelectList} from '../components/select-list.tsx';

type EndpointPickerProps = {
	readonly host: ChatHost;
	/** The endpoint that is talked to now. */
	readonly session: EndpointSession;
	readonly width: number;
	readonly maxRows: number;
	readonly onChoose: (id: string) => void;
	readonly onAdd: () => void;
	readonly onLeave: () => void;
};

/** The last entry; no profile can be called so. */
const addId = '/add';

/** Chooses the endpoint for the next prompt: saved profiles, then the demo's models, then a new one. */
export function EndpointPicker({
	host,
	session,
	width,
	maxRows,
	onChoose,
	onAdd,
	onLeave,
}: EndpointPickerProps): ReactNode {
	const endpoints = host.endpoints();
	const {profileName} = session.endpoint;
	const current = [`${profileName}/${session.profile.model}`, profileName].find(id =>
		endpoints.some(endpoint => endpoint.id === id),
	);
	return (
		<SelectList
			title="Talk to"
			entries={[
				...endpoints.map(({id, detail, isDefault}) => ({
					id,
					label: id,
					detail: isDefault ? `${detail} · default` : detail,
				})),
				{id: addId, label: 'Add an endpoint…', detail: 'paste its URL and key'},
			]}
			initialId={current ?? undefined}
			width={width}
			maxRows={maxRows}
			theme={host.theme}
			onChoose={id => (id === addId ? onAdd() : onChoose(id))}
			onLeave={onLeave}
		/>
	);
}
