import {join} from 'node:path';
import {createChatStore} from '../chat/chat-store.ts';
import type {EndpointSession} from '../chat/endpoint-session.ts';
import {createConversationLog} from '../conversations/conversation-log.ts';
import {createPromptHistory} from '../conversations/prompt-history.ts';
import {shownUrl} from '../core/origin.ts';
import type {Redactor} from '../core/redact.ts';
import {version} from '../core/version.ts';
import {demoModels} from '../demo/models.ts';
import {resolveEndpoint} from '../endpoint/resolve-endpoint.ts';
import {dataFolder} from '../profiles/paths.ts';
import type {Profile} from '../profiles/profile.ts';
import type {ChatHost, EndpointEntry} from '../ui/chat-host.ts';
import {colorTheme, monochromeTheme} from '../ui/screen-theme.ts';
import {type Choice, chooseEndpoint, demoName} from './choose-endpoint.ts';
import {editText} from './edit-text.ts';
import type {EndpointFlags} from './endpoint-flags.ts';
import type {Io} from './io.ts';
import {type OpenedSession, openChoice, readSavedProfiles} from './open-session.ts';
import {openProfiles} from './profile-room.ts';
import {addDraft, draftProfile, editDraft, profileDraft} from './save-draft.ts';
import {suspend} from './suspend.ts';
import {systemOf} from './system.ts';

export type OpenedHost = {
	readonly host: ChatHost;
	openChoice(choice: Choice, flags: EndpointFlags): Promise<EndpointSession>;
	/** Closes every connection that was opened. */
	close(): Promise<void>;
};

/** Makes what the chat's screens need of the world outside the terminal. */
export function openHost(flags: EndpointFlags, io: Io, redactor: Redactor, save: boolean): OpenedHost {
	const opened: OpenedSession[] = [];
	const folder = dataFolder(systemOf(io));
	// Losing prompt history must never break the chat, so its errors are nobody's business.
	const history = createPromptHistory(folder);

	const open = async (choice: Choice, openFlags: EndpointFlags) => {
		const session = await openChoice(choice, openFlags, io, {redactor});
		opened.push(session);
		return session.session;
	};

	const savedProfile = (name: string | undefined) =>
		name === undefined ? undefined : readSavedProfiles(io).profiles.find(profile => profile.name === name);

	const host: ChatHost = {
		version,
		theme: io.stdout.hasColors ? colorTheme : monochromeTheme,
		promptHistory: history.load(),
		rememberPrompt(text) {
			if (save) {
				history.add(text);
			}
		},
		endpoints() {
			const {profiles, defaultName} = readSavedProfiles(io);
			const hasOwnDemo = profiles.some(profile => profile.name === demoName);
			return [
				...profiles.map(profile => profileEntry(profile, defaultName)),
				...(hasOwnDemo ? [] : demoEntries),
			];
		},
		open(id) {
			const [name = '', model] = id.split('/');
			const choice = chooseEndpoint({...plainFlags(flags), profile: name}, {}, () => readSavedProfiles(io));
			return open(choice, choice.type === 'demo' ? {...plainFlags(flags), model} : plainFlags(flags));
		},
		createStore: session =>
			createChatStore({
				session,
				createLog: save
					? () => createConversationLog({folder: join(folder, 'conversations'), version})
					: undefined,
			}),
		describeDraft(draft, replacing) {
			try {
				const {url, api, auth} = resolveEndpoint({...savedProfile(replacing), ...draftProfile(draft)});
				const key =
					auth.type === 'none'
						? 'no key'
						: auth.type === 'api-key'
							? 'api-key header'
							: 'Authorization: Bearer';
				return `→ POST ${shownUrl(url)} · ${api} · ${key}`;
			} catch {
				return undefined;
			}
		},
		saveDraft: (draft, replacing) =>
			replacing === undefined ? addDraft(draft, io) : editDraft(replacing, draft, io),
		draftOf: name => profileDraft(openProfiles(io, () => {}).store.get(name)),
		async copyProfile(name) {
			const {store, secrets} = openProfiles(io, () => {});
			const taken = new Set(store.list().map(profile => profile.name));
			const numbers = Array.from({length: taken.size + 1}, (_, index) => index + 2);
			const copy =
				[`${name} copy`, ...numbers.map(number => `${name} copy ${number}`)].find(
					candidate => !taken.has(candidate),
				) ?? '';
			const profile = store.get(name);
			await store.copy(name, copy);
			await secrets.copy(profile, copy);
			return copy;
		},
		async removeProfile(name) {
			const {store, secrets} = openProfiles(io, () => {});
			const profile = store.get(name);
			await store.remove(name);
			await secrets.remove(profile);
		},
		editText: text => editText(text, io),
		suspend,
	};

	return {
		host,
		openChoice: open,
		async close() {
			await Promise.all(opened.map(session => session.close()));
		},
	};
}

/** What the flags say about every endpoint, whichever is chosen later. */
function plainFlags({
	timeoutSeconds,
	firstByteTimeoutSeconds,
	idleTimeoutSeconds,
	retries,
	noStream,
}: EndpointFlags): EndpointFlags {
	return {
		timeoutSeconds,
		firstByteTimeoutSeconds,
		idleTimeoutSeconds,
		retries,
		noStream,
		parameters: {},
		verbose: false,
	};
}

function profileEntry(profile: Profile, defaultName: string | undefined): EndpointEntry {
	const isDefault = profile.name === defaultName;
	try {
		const {url, api} = resolveEndpoint(profile);
		return {id: profile.name, isSaved: true, detail: `${url.host} · ${api}`, isDefault};
	} catch {
		return {
			id: profile.name,
			isSaved: true,
			detail: 'cannot be used: look at it with amlchat profiles show',
			isDefault,
		};
	}
}

const demoEntries: readonly EndpointEntry[] = demoModels.map(({name, description}, index) => ({
	id: index === 0 ? demoName : `${demoName}/${name}`,
	detail: description,
	isSaved: false,
	isDefault: false,
}));
