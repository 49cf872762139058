import type {Keyword} from './script.ts';

/** Pronouns and their verbs: they take over when nothing more telling was said. */
export const pronounKeywords: readonly Keyword[] = [
	{
		words: ['am'],
		rank: 6,
		rules: [
			{
				pattern: '* i am not *',
				replies: [
					'What would you be, if you were {2}?',
					'Did somebody say that you were {2}?',
					'And have you ever been {2}?',
				],
			},
			{
				pattern: '* am i *',
				replies: [
					'What makes you ask whether you are {2}?',
					'Would you like to be {2}?',
					'Who would know whether you are {2}?',
				],
			},
			{
				pattern: '* i am *',
				replies: [
					'How long have you been {2}?',
					'What is it like, to be {2}?',
					'Is being {2} something you chose?',
					'Who else knows that you are {2}?',
				],
			},
		],
	},
	{
		words: ['was', 'were'],
		rank: 4,
		rules: [
			{
				pattern: '* i was *',
				replies: [
					'You were {2}. And today?',
					'What would you say now to the one who was {2}?',
					'Who was with you, when you were {2}?',
				],
			},
			{
				pattern: '* was i *',
				replies: ['How would things look if you had been {2}?', 'What makes you ask, after all this time?'],
			},
			{
				pattern: '* were you *',
				replies: [
					'I have no past to speak of: I began when you started amlchat. Why {2}?',
					'Would it be a comfort if I had been {2}?',
				],
			},
			{
				pattern: '*',
				replies: ['It was so. What has remained of it?', 'How do you look at it from where you stand now?'],
			},
		],
	},
	{
		words: ['are', 'is'],
		rank: 1,
		rules: [
			{
				pattern: '* are you *',
				replies: [
					'What would it mean to you if I were {2}?',
					'Being a demo, I could hardly be {2}. Are you?',
				],
			},
			{
				pattern: 'is it *',
				replies: ['What do you think yourself: is it {1}?', 'It may well be {1}. What would follow?'],
			},
			{
				pattern: '* it is *',
				replies: ['What makes it {2}?', '{2}, you say. Compared with what?', 'And for whom is it not {2}?'],
			},
			{
				pattern: '* is *',
				replies: [
					'Suppose it were otherwise with {1}. What then?',
					'How did you come to see {1} that way?',
					'Is that a fact, or is it how it feels?',
				],
			},
			{
				pattern: '* they are *',
				replies: [
					'Might they see it differently, whether they are {2}?',
					'What would you be to them, if they are {2}?',
				],
			},
			{
				pattern: '* are *',
				replies: ['All of them, or just the ones you have met?', 'And what if {1} were not {2}?'],
			},
		],
	},
	{
		words: ['you'],
		rank: 3,
		rules: [
			{
				pattern: '* you are *',
				replies: [
					'What makes you think that I am {2}?',
					'Perhaps I am {2}. What would that say about the two of us?',
					'Does it please you to find me {2}?',
				],
			},
			{
				pattern: '* do you like *',
				replies: [
					'I have no taste of my own, being rules. What do you like about {2}?',
					'Would we get on better if I liked {2}?',
				],
			},
			{
				pattern: '* do you *',
				replies: [
					'Whether I {2} is soon told: I am a demo. And you?',
					'Why does it interest you whether I {2}?',
				],
			},
			{
				pattern: '* you @not *',
				replies: ['What would be different if I did?', 'Do others treat you like that as well?'],
			},
			{
				pattern: '* i * you',
				replies: ['You {2} me? Whom else?', 'We are speaking of you and me now. Is that easier or harder?'],
			},
			{
				pattern: '* you * me',
				replies: ['How did you notice that I {2} you?', 'And if I did {2} you: what would you do?'],
			},
			{
				pattern: '*',
				replies: [
					'We were speaking of you, not of me. Shall we go on with that?',
					'There is little to say about me. What were you going to say about yourself?',
					'What would you want me to answer?',
				],
			},
		],
	},
	{
		words: ['your'],
		rank: 3,
		rules: [
			{
				pattern: '* your * @is *',
				replies: [
					'What makes you say that my {2} {3} {4}?',
					'My {2} {3} {4}: would you mind if it were otherwise?',
				],
			},
			{
				pattern: '* your *',
				replies: ['Why are you concerned with my {2}?', 'And what about your own {2}?'],
			},
		],
	},
	{
		words: ['my'],
		rank: 4,
		rules: [
			{
				pattern: '@is my *',
				replies: ['What do you say yourself?', 'Who could tell you, if I cannot?'],
			},
			{
				pattern: '* my *',
				replies: [
					'Your {2}: what should I know about that?',
					'Who else would say "my {2}"?',
					'What comes to mind next, when you think of your {2}?',
				],
			},
		],
	},
	{
		words: ['we', 'us', 'our'],
		rank: 3,
		rules: [
			{
				pattern: '*',
				replies: [
					'Who is "we", exactly?',
					'Would each of you tell it the same way?',
					'And what is your own part in it?',
				],
			},
		],
	},
	{
		words: ['i', 'me'],
		rank: 2,
		rules: [
			{
				pattern: '* i @not *',
				replies: [
					'What if you did?',
					'You do not {3}. Is that how you want it?',
					'What is it that stops you?',
				],
			},
			{
				pattern: '* i *',
				replies: [
					'You {2}. How did that come about?',
					'And what was it like for you, that you {2}?',
					'You {2}, you say. What came before?',
					'What does that tell us about you?',
				],
			},
			{
				pattern: '*',
				replies: [
					'And how do you feel about it yourself?',
					'You are in that sentence. Where do you stand in it?',
				],
			},
		],
	},
];
