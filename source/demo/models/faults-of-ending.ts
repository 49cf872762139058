import type {DemoModel, Piece} from '../model.ts';

/** A fault that comes in the middle of an answer that began well. */
function createFault(name: string, description: string, text: string, ending: Piece): DemoModel {
	return {
		name,
		description,
		answer: () => ({type: 'generated', pieces: [{type: 'text', text}, ending]}),
	};
}

/** Faults that only show while the answer is read. */
export const endingFaults: readonly DemoModel[] = [
	createFault(
		'fault-filtered-answer',
		'The content filter stops the answer on its way',
		'This answer starts harmlessly enough, but a content filter reads along, and it has just decided that',
		{type: 'finish', reason: 'content_filter'},
	),
	createFault(
		'fault-length',
		'The answer reaches its token limit',
		'This answer is cut off at its token limit, as happens when max_tokens is small. The endpoint says so itself, with the finish reason "length". What came is fine; it only ends in the',
		{type: 'finish', reason: 'length'},
	),
	createFault(
		'fault-reset',
		'The connection breaks in the middle of the answer',
		'This answer will not be finished, because the connection is about to break in the middle of a',
		{type: 'reset'},
	),
	createFault(
		'fault-stall',
		'The answer stops coming, and the connection stays open',
		'After these words nothing more will come, although the connection stays open. Esc stops the waiting; left alone, it ends after the idle timeout. So',
		{type: 'silence'},
	),
	createFault(
		'fault-error-event',
		'The service reports an error in the middle of the answer',
		'This answer begins well, and then the engine behind it runs out of',
		{
			type: 'error',
			error: {
				message: 'The engine ran out of memory while it was generating (a demo of an error in mid-stream).',
				type: 'InternalServerError',
				param: null,
				code: 500,
			},
		},
	),
	createFault(
		'fault-no-end',
		'The answer ends cleanly without an end mark',
		'This answer stops here without saying that it is complete: no finish reason, no end mark, just the end of the',
		{type: 'cut'},
	),
];
