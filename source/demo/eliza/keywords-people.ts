import type {Keyword} from './script.ts';

/** The people in a life, and its animals. */
export const peopleKeywords: readonly Keyword[] = [
	{
		words: ['@family'],
		rank: 12,
		rules: [
			{
				pattern: '* my @family and i *',
				replies: ['You and your {2}: whose idea of it are you telling me?', 'And how would your {2} put it?'],
			},
			{
				pattern: '* my @family never *',
				replies: [
					'Never? Not even once, that you can recall?',
					'What do you wish your {2} had done in its place?',
				],
			},
			{
				pattern: '* my @family *',
				replies: [
					'What picture comes up when you hear the word "{2}"?',
					'I would like to know your {2} a little better. What are they like?',
					'Who else was close to you, beside your {2}?',
					'If your {2} sat here with us, what would you want to say?',
					'Which of your own ways do you have from your {2}?',
				],
			},
			{
				pattern: '* @family *',
				replies: [
					'What does that word, "{2}", hold for you?',
					'Families come in many kinds. What was yours like?',
					'Were there things that nobody at home talked about?',
				],
			},
		],
	},
	{
		words: ['@friend'],
		rank: 11,
		rules: [
			{
				pattern: '* my @friend *',
				replies: [
					'What drew you to your {2} in the first place?',
					'Does your {2} know that side of you?',
					'When did you last laugh with your {2}?',
				],
			},
			{
				pattern: '* no @friend *',
				replies: [
					'That sounds lonely. Was it always so?',
					'Whom would you call a {2}, if you could choose anybody?',
				],
			},
			{
				pattern: '*',
				replies: [
					'What makes someone a friend to you?',
					'Do your friends come to you with their troubles, or you to them?',
				],
			},
		],
	},
	{
		words: ['@partner', 'marriage', 'married', 'divorce'],
		rank: 12,
		rules: [
			{
				pattern: '* my @partner *',
				replies: [
					'How did you and your {2} meet?',
					'What would your {2} say you leave unsaid?',
					'Does your {2} know you are telling me this?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Living so close to someone: what is hardest about it?',
					'What did you hope for, at the start?',
				],
			},
		],
	},
	{
		words: ['child', 'children', 'kid', 'kids', 'baby', 'childhood'],
		rank: 10,
		rules: [
			{
				pattern: '* as @a child *',
				replies: ['Is any of that child still with you?', 'Who looked after that child?'],
			},
			{
				pattern: '*',
				replies: [
					'What were you like yourself at that age?',
					'Children notice more than one thinks. What did you notice?',
					'What would you want a child to take along from you?',
				],
			},
		],
	},
	{
		words: ['cat', 'cats', 'dog', 'dogs', 'pet', 'pets'],
		rank: 8,
		rules: [
			{
				pattern: '* my @pet *',
				replies: [
					'What does your {2} know about you that people do not?',
					'I imagine your {2} is the better listener of the two of us. How did you find each other?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Animals ask so little. What do they give you?',
					'What is it that you like about them, or do not?',
				],
			},
		],
	},
];
