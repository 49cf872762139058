import type {Keyword} from './script.ts';

/** What fills the days. */
export const everydayKeywords: readonly Keyword[] = [
	{
		words: ['@work'],
		rank: 9,
		rules: [
			{
				pattern: '* my @work *',
				replies: [
					'If your {2} were a person, how would the two of you get on?',
					'What did you imagine your {2} would be like?',
					'Who notices what you do there?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Does the day leave anything over for you?',
					'What part of it would you do without being paid?',
				],
			},
		],
	},
	{
		words: ['money', 'rich', 'poor', 'debt', 'salary', 'expensive'],
		rank: 8,
		rules: [
			{
				pattern: '*',
				replies: [
					'Money stands for many things. For what does it stand here?',
					'How was money spoken of at home?',
					'What would be enough?',
				],
			},
		],
	},
	{
		words: ['school', 'exam', 'exams', 'study', 'university', 'homework', 'teacher', 'thesis', 'phd'],
		rank: 8,
		rules: [
			{
				pattern: '*',
				replies: [
					'What are you really learning there?',
					'Whose expectations are the heaviest?',
					'Was there a teacher who saw something in you?',
				],
			},
		],
	},
	{
		words: ['music', 'song', 'songs', 'book', 'books', 'film', 'films', 'movie', 'game', 'games'],
		rank: 6,
		rules: [
			{
				pattern: '*',
				replies: [
					'What does it give you that the rest of the day does not?',
					'Is there one that you go back to again and again?',
					'With whom would you share it?',
				],
			},
		],
	},
	{
		words: ['weather', 'rain', 'snow', 'sunny', 'cold', 'summer', 'winter'],
		rank: 4,
		rules: [
			{
				pattern: '*',
				replies: [
					'We could talk about the weather, of course. What are we not talking about, then?',
					'I live in a process and never see the sky. What is it like in you?',
				],
			},
		],
	},
	{
		words: ['coffee', 'tea', 'food', 'eat', 'hungry', 'cooking'],
		rank: 5,
		rules: [
			{
				pattern: '*',
				replies: [
					'Who cooked, when you were small?',
					'I run on electricity, so tell me: what does a good meal do for you?',
				],
			},
		],
	},
	{
		words: ['computer', 'computers', 'machine', 'machines', 'robot', 'robots', 'program', 'ai', 'software'],
		rank: 12,
		rules: [
			{
				pattern: '*',
				replies: [
					'Do you say that because I am one of them?',
					'What do you think we machines leave out?',
					'Would you rather be understood or be answered quickly?',
					'I am about as simple as programs come. What do you make of the others?',
				],
			},
		],
	},
	{
		words: ['joke', 'funny', 'laugh', 'joking'],
		rank: 9,
		rules: [
			{
				pattern: '*',
				replies: [
					'I know one: a model walks into a bar, and nobody set max_tokens. Now you: what made you laugh lately?',
					'Humour is a good place to hide things. What is behind it this time?',
				],
			},
		],
	},
	{
		words: ['future', 'hope', 'tomorrow', 'someday', 'plan', 'plans'],
		rank: 6,
		rules: [
			{
				pattern: '* i hope *',
				replies: ['And if it turns out that {2}: what then?', 'What can you do yourself, so that {2}?'],
			},
			{
				pattern: '*',
				replies: [
					'What does the year after next look like, when you dare to picture it?',
					'Which step would be the smallest one?',
				],
			},
		],
	},
];
