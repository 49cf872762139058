import {type ReactNode, useRef, useState} from 'react';
import type {EndpointSession} from '../../chat/endpoint-session.ts';
import type {ChatHost} from '../chat-host.ts';
import {SelectList} from '../components/select-list.tsx';
import type {KeyPress} from '../editor/key-press.ts';
import {findKeyBinding} from '../key-bindings.ts';

type EndpointPickerProps = {
	readonly host: ChatHost;
	/** The endpoint that is talked to now. */
	readonly session: EndpointSession;
	readonly width: number;
	readonly maxRows: number;
	readonly onChoose: (id: string) => void;
	readonly onAdd: () => void;
	readonly onEdit: (name: string) => void;
	readonly onFail: (thrown: unknown) => void;
	readonly onLeave: () => void;
};

/** The last entry; no profile can be called so. */
const addId = '/add';

/** Chooses the endpoint for the next prompt: saved profiles, then the demo's models, then a new one. */
export function EndpointPicker(props: EndpointPickerProps): ReactNode {
	const {host, session, width, maxRows, onChoose, onAdd, onEdit, onFail, onLeave} = props;
	const [endpoints, setEndpoints] = useState(() => host.endpoints());
	const [hint, setHint] = useState<string>();
	/** The profile that a second press removes. */
	const doomed = useRef<string>(undefined);
	const {profileName} = session.endpoint;
	const current = [`${profileName}/${session.profile.model}`, profileName].find(id =>
		endpoints.some(endpoint => endpoint.id === id),
	);

	const change = async (action: Promise<unknown>, done: string) => {
		try {
			await action;
			setHint(done);
		} catch (thrown) {
			onFail(thrown);
		}

		setEndpoints(host.endpoints());
	};

	const press = (key: KeyPress, id: string | undefined): boolean => {
		const binding = findKeyBinding(key, ['picker'])?.id;
		const isSecondPress = binding === 'profile-remove' && doomed.current === id;
		doomed.current = undefined;
		const entry = endpoints.find(endpoint => endpoint.id === id);
		if (binding === undefined || entry === undefined) {
			setHint(undefined);
			return binding !== undefined;
		}

		if (!entry.isSaved) {
			setHint('the demo is built in: it cannot be changed');
		} else if (binding === 'profile-edit') {
			onEdit(entry.id);
		} else if (binding === 'profile-copy') {
			void change(host.copyProfile(entry.id), 'copied');
		} else if (isSecondPress) {
			void change(host.removeProfile(entry.id), `“${entry.id}” is removed`);
		} else {
			doomed.current = entry.id;
			setHint(`ctrl+x again removes “${entry.id}”`);
		}

		return true;
	};

	return (
		<SelectList
			title="Talk to"
			hint={hint ?? 'type to filter, ctrl+e edits, ctrl+y copies, ctrl+x removes, esc leaves'}
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
			onPress={press}
			onChoose={id => (id === addId ? onAdd() : onChoose(id))}
			onLeave={onLeave}
		/>
	);
}
