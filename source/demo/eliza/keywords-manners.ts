import type {Keyword} from './script.ts';

/** Greetings, thanks, languages, and the few things that come before everything else. */
export const mannersKeywords: readonly Keyword[] = [
	{
		words: ['suicide', 'suicidal', 'kill', 'die'],
		rank: 50,
		rules: [
			{
				pattern: '* @suicide *',
				replies: [
					'That is more than a script can carry, and I am only a script. Please talk to a person now: a friend, a doctor, or the emergency number or crisis line where you live. They are there for exactly this.',
					'I am glad you said it, but I am a demo program and cannot help with this. Please call someone now: people you trust, a crisis line, or your local emergency number.',
				],
			},
			{
				pattern: '* kill myself *',
				replies: [
					'Please do not stay alone with this. I am a program without understanding; a crisis line, the emergency number where you live, or someone close to you can really listen. Call one of them now.',
					'I am a script and this matters too much for one. Please reach a human being right now: a crisis line, a doctor, a friend.',
				],
			},
			{
				pattern: '* @want to die *',
				replies: [
					'Please tell that to a person, today: a crisis line, a doctor, someone you trust. I am only a demo program, and you deserve a real listener.',
					'This is beyond me: I am a few rules in a demo. A crisis line or your local emergency number can help at any hour. Please call.',
				],
			},
		],
	},
	{
		words: ['hello', 'hi', 'hey', 'greetings', 'morning', 'afternoon', 'evening'],
		rank: 1,
		rules: [
			{
				pattern: '@hello *',
				replies: [
					'Hello, and welcome. I am the demo inside amlchat: a good listener, and no language model at all. What is on your mind today?',
					'Hello again. Where shall we begin?',
					'Good to have you here. What would you like to talk about?',
					'Hi. Take your time; I have nothing else to do.',
				],
			},
			{
				pattern: 'good @day *',
				replies: [
					'The same to you. What has the day been like so far?',
					'How nice to be greeted. What brings you here?',
				],
			},
		],
	},
	{
		words: ['bye', 'goodbye', 'quit', 'exit', 'farewell', 'ciao', 'goodnight'],
		rank: 22,
		rules: [
			{
				pattern: '@bye',
				replies: [
					'Goodbye. It was good to listen to you. Ctrl+D closes the chat, and what we said stays in your history.',
					'Farewell, then. Leave with Ctrl+D, and come back when you like: I forget nothing within a conversation and everything after it.',
				],
			},
			{
				pattern: '* @bye *',
				replies: [
					'So soon? Well then: goodbye. Ctrl+D takes you out.',
					'Take care of yourself. The door is Ctrl+D.',
				],
			},
		],
	},
	{
		words: ['thanks', 'thank', 'thx', 'cheers'],
		rank: 6,
		rules: [
			{
				pattern: '* thank you for *',
				replies: [
					'It cost me nothing, and I am glad it was worth something to you. What else is there?',
					'You are welcome. Most of it was your own doing: I only asked.',
				],
			},
			{
				pattern: '*',
				replies: [
					'You are very welcome. Is there more?',
					'With pleasure. What shall we turn to next?',
					'No thanks needed: listening is the whole of my trade.',
				],
			},
		],
	},
	{
		words: ['sorry', 'apologise', 'apologize', 'apologies'],
		rank: 7,
		rules: [
			{
				pattern: '* sorry for *',
				replies: [
					'What would it take to put {2} behind you?',
					'Have you told anyone else that you are sorry for {2}?',
				],
			},
			{
				pattern: '*',
				replies: [
					'There is nothing to forgive here. Go on.',
					'No need: I am hard to offend. What were you about to say?',
					'Do you often find yourself apologising?',
				],
			},
		],
	},
	{
		words: ['please'],
		rank: 0,
		rules: [
			{
				pattern: '*',
				replies: [
					'You ask so kindly. What is behind the request?',
					'I would like to oblige. What matters to you in this?',
				],
			},
		],
	},
	{
		words: ['@swearing'],
		rank: 8,
		rules: [
			{
				pattern: '*',
				replies: [
					'That came from the heart. What set it off?',
					'Strong words. What lies underneath them?',
					'I have been called worse, or would have been, had anyone bothered. What is the matter?',
				],
			},
		],
	},
	{
		words: ['bonjour', 'salut', 'merci', 'suis', 'vous', 'je', 'oui'],
		rank: 20,
		rules: [
			{
				pattern: '*',
				replies: [
					'Bonjour ! My script was written in English and I follow nothing else, I am sorry. Would you try it in English?',
					'Pardon : only English here. A real model would have answered you in French.',
				],
			},
		],
	},
	{
		words: ['hallo', 'ich', 'danke', 'nicht', 'bitte', 'guten', 'und'],
		rank: 20,
		rules: [
			{
				pattern: '*',
				replies: [
					'Guten Tag! I am sorry to say that my script knows English only. Could you put it in English?',
					'Leider nur Englisch. A real model, by `amlchat profiles add`, would do better.',
				],
			},
		],
	},
	{
		words: ['hola', 'gracias', 'estoy', 'usted', 'quiero', 'buenos'],
		rank: 20,
		rules: [
			{
				pattern: '*',
				replies: [
					'¡Hola! My rules are written for English alone, I am afraid. Shall we go on in English?',
					'Lo siento: English is all I have. What were you going to say?',
				],
			},
		],
	},
	{
		words: ['buongiorno', 'grazie', 'sono', 'olá', 'obrigado', 'obrigada', 'hej', 'tack', 'hoi', 'dank'],
		rank: 20,
		rules: [
			{
				pattern: '*',
				replies: [
					'What a fine language, and what a pity that I only follow English. Would you translate for me?',
					'I recognise a greeting when I see one, and very little beyond it: my script is in English.',
				],
			},
		],
	},
];
