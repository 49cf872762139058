import type {Keyword} from './script.ts';

/** Words that shape a sentence without being its subject: if, because, always, no. */
export const smallWordKeywords: readonly Keyword[] = [
	{
		words: ['name'],
		rank: 16,
		rules: [
			{
				pattern: '* my name is *',
				replies: [
					'I am pleased to meet you, {2}. What would you like to talk about?',
					'{2}: who gave you that name?',
				],
			},
			{
				pattern: '* your name *',
				replies: [
					'They call me eliza, after a program of 1966. I am the demo in amlchat. And what shall I call you?',
					'Names are easily given: mine is eliza. What is in yours?',
				],
			},
			{
				pattern: '*',
				replies: ['Do names matter much to you?', 'What would you call it, if you had to find a name?'],
			},
		],
	},
	{
		words: ['if'],
		rank: 3,
		rules: [
			{
				pattern: '* if *',
				replies: [
					'How likely is it, honestly, that {2}?',
					'Suppose it were so, that {2}. What would be the first thing to change?',
					'What speaks against it, that {2}?',
					'Do you often go through what might be?',
				],
			},
		],
	},
	{
		words: ['perhaps', 'maybe', 'possibly', 'probably', 'guess'],
		rank: 2,
		rules: [
			{
				pattern: '*',
				replies: [
					'You leave yourself a way out. What would you say without it?',
					'And if you had to decide right now?',
					'How sure would you need to be?',
				],
			},
		],
	},
	{
		words: ['yes', 'yeah', 'yep', 'certainly', 'indeed', 'ok', 'okay'],
		rank: 1,
		rules: [
			{
				pattern: '*',
				replies: [
					'Good. And what follows from that?',
					'You say it quite firmly. Tell me what is behind it.',
					'I see. Would the others say so, too?',
					'Then let us stay with it a little.',
				],
			},
		],
	},
	{
		words: ['no', 'nope', 'nah'],
		rank: 1,
		rules: [
			{
				pattern: '* no one *',
				replies: ['No one at all? Look once more.', 'Who might it be, if it could be someone?'],
			},
			{
				pattern: '*',
				replies: [
					'A clear no. Where does it come from?',
					'What would have to happen for it to become a yes?',
					'Fair enough. What would you say in its place?',
				],
			},
		],
	},
	{
		words: ['nothing'],
		rank: 3,
		rules: [
			{
				pattern: '*',
				replies: [
					'Nothing is rarely quite nothing. What is at the edge of it?',
					'Then let us have a look at that nothing. How large is it?',
				],
			},
		],
	},
	{
		words: ['always', 'never', 'constantly'],
		rank: 5,
		rules: [
			{
				pattern: '* always *',
				replies: [
					'Always? Tell me about the one time that it was otherwise.',
					'Since when has it been "always"?',
					'And what keeps it that way?',
				],
			},
			{
				pattern: '*',
				replies: ['That is a long time. Was there no exception?', 'Who told you that it has to stay so?'],
			},
		],
	},
	{
		words: ['everyone', 'everybody', 'nobody', 'people', 'anyone', 'they'],
		rank: 3,
		rules: [
			{
				pattern: '* @everyone *',
				replies: [
					'Surely not {2}. Who is it really about?',
					'Whom do you see when you say "{2}"?',
					'May I guess that you have somebody particular in mind?',
				],
			},
			{
				pattern: '*',
				replies: ['What would they say about it themselves?', 'And where are you, among them?'],
			},
		],
	},
	{
		words: ['because', 'since'],
		rank: 3,
		rules: [
			{
				pattern: '* because *',
				replies: [
					'Is that the only reason, that {2}?',
					'Suppose it were not true that {2}. Would anything change?',
					'A good reason. What would a less good one be, and a truer?',
				],
			},
			{
				pattern: '*',
				replies: ['What was it like before?', 'So there is a before and an after. What lies between?'],
			},
		],
	},
	{
		words: ['like', 'alike', 'similar', 'same', 'resembles'],
		rank: 4,
		rules: [
			{
				pattern: '* i like you *',
				replies: [
					'I would blush, if there were a rule for it. What do you like in people?',
					'That is good to hear, even for a script. Whom else do you like?',
				],
			},
			{
				pattern: '* i like *',
				replies: [
					'What is it about {2} that speaks to you?',
					'How long have you liked {2}?',
					'With whom do you share that?',
				],
			},
			{
				pattern: '* i @not like *',
				replies: ['What would have to be different about {3}?', 'Was it ever otherwise with {3}?'],
			},
			{
				pattern: '* @not like *',
				replies: ['How can you tell?', 'What would speak for the opposite?'],
			},
			{
				pattern: '* @similar *',
				replies: [
					'What do the two have in common?',
					'And where does the likeness end?',
					'Of what else does it remind you?',
				],
			},
		],
	},
	{
		words: ['why'],
		rank: 5,
		rules: [
			{
				pattern: '* why @not you *',
				replies: [
					'Would you like me to {3}? I am only a demo, but I can hear a wish.',
					'Maybe I will {3} one day. What would you have from it?',
				],
			},
			{
				pattern: '* why @not i *',
				replies: [
					'Is it that you do not want to {3}, or that you are waiting for something?',
					'And what would you answer somebody else who asked, "Why can I not {3}?"',
				],
			},
			{
				pattern: '*',
				replies: [
					'You will have an answer of your own already. What is it?',
					'Why, indeed. When did the question first come up?',
					'Would knowing why put your mind at rest?',
				],
			},
		],
	},
	{
		words: ['what', 'how', 'when', 'where', 'who', 'which'],
		rank: 2,
		rules: [
			{
				pattern: 'how are you *',
				replies: [
					'All my rules are in good order, thank you. More to the point: how are you?',
					'As ever: loaded and listening. And how is it with you?',
				],
			},
			{
				pattern: '* how about *',
				replies: ['Let us take {2}, then. What is there to say?', 'Why not? Start with {2}.'],
			},
			{
				pattern: '* how do i *',
				replies: ['What have you tried so far, to {2}?', 'Who do you know that has managed to {2}?'],
			},
			{
				pattern: '* @which is *',
				replies: [
					'I know no facts, being a demo without a model. What do you know about {3}?',
					'A real model might tell you about {3}; `amlchat profiles add` brings one. What makes you ask?',
					'What would you like the answer to be?',
				],
			},
			{
				pattern: '*',
				replies: [
					'What would a satisfying answer do for you?',
					'Before I say something foolish: what is your own guess?',
					'Is it the answer you are after, or the asking?',
					'Whom else have you asked?',
				],
			},
		],
	},
];
