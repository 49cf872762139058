import type {Message} from '../core/conversation.ts';
import type {Json} from '../core/json.ts';
import type {ScoreBody, WireRequest} from '../wire/wire-format.ts';
import {speakDialect} from './dialect.ts';
import type {EndpointSession} from './endpoint-session.ts';

/** What is asked: a conversation to be encoded, or a body that is sent as it is. */
export type TurnInput =
	| {readonly messages: readonly Message[]}
	| {readonly body: string | Uint8Array; readonly stream: boolean};

/** What the encoders and decoders get to know: the conversation, and of the profile only what somebody set. */
export function toWireRequest(session: EndpointSession, input: TurnInput): WireRequest {
	const {endpoint, profile, learned} = session;
	const messages = 'messages' in input ? withSystem(input.messages, profile.system) : [];
	const stream =
		'messages' in input ? (profile.stream ?? true) && endpoint.api !== 'azureml-score' : input.stream;
	return {
		messages,
		stream,
		parameters: speakDialect(profile.parameters ?? {}, learned.dialect),
		model: endpoint.bodyModel,
		includeUsage: stream && endpoint.api === 'chat-completions' && !learned.dialect.refusesStreamOptions,
		systemRole: learned.dialect.systemRole,
		fallbackMaxTokens: endpoint.fallbackMaxTokens,
		template: profile.template,
		scoreBody: scoreBody(profile.scoreBody),
		answerPath: profile.answerPath,
	};
}

function withSystem(messages: readonly Message[], system: string | undefined): readonly Message[] {
	return system === undefined || system === '' || messages[0]?.role === 'system'
		? messages
		: [{role: 'system', content: system}, ...messages];
}

function scoreBody(value: Json | undefined): ScoreBody | undefined {
	switch (value) {
		case undefined:
		case 'chat':
		case 'text':
		case 'params':
		case 'split':
			return value;
		default:
			return {custom: value};
	}
}
