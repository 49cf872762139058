import {type DemoModel, textAnswer} from '../model.ts';

const text = `This model takes its time: three seconds before the first word, then about three words a second, as a \
large model does on a busy machine. While it writes you can watch the seconds and the speed in the line below, scroll \
back through what is there already, and type your next message.

Esc stops it. What has come so far stays on the screen and in the history, and the connection to the endpoint is \
closed, so that nothing more is generated or paid for. Try it now, in the middle of a sentence, and then ask again: \
your prompt is still there when you press Up.

Waiting is a large part of working with models. The time to the first token depends on the length of the \
conversation, which has to be read before anything is written; the speed after that depends on the size of the model \
and on how many others are using it. An endpoint that was asleep needs longest for its first answer. If yours is \
always this slow, \`amlchat bench\` measures it properly, and \`amlchat check\` says where the time goes.

There is nothing more to say, and it took a while to say it.`;

/** For watching a wait, and for stopping one. */
export const slow: DemoModel = {
	name: 'slow',
	description: 'Three seconds to the first word, then three words a second',
	answer: () => textAnswer(text, {firstTokenMs: 3000, tokensPerSecond: 3}),
};
