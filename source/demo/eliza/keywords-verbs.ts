import type {Keyword} from './script.ts';

/** Verbs of the mind: what somebody feels, thinks, wants, must and can. */
export const verbKeywords: readonly Keyword[] = [
	{
		words: ['feel', 'feeling', 'felt', 'feels'],
		rank: 8,
		rules: [
			{
				pattern: '* i feel like *',
				replies: ['What would happen if you gave in to it: {2}?', 'When did you last feel like {2}?'],
			},
			{
				pattern: '* i @feel *',
				replies: [
					'Where do you notice it, when you feel {3}?',
					'Who may know that you feel {3}?',
					'And when you do not feel {3}: what is different then?',
					'How long does it last, when it comes?',
				],
			},
			{
				pattern: '*',
				replies: ['What would you call that feeling, if it had a name?', 'Is it a feeling you know well?'],
			},
		],
	},
	{
		words: ['think', 'believe', 'suppose', 'thought', 'wonder'],
		rank: 5,
		rules: [
			{
				pattern: '* do you @believe *',
				replies: [
					'What I think comes out of a list. What you think interests me more.',
					'Would it help to have my opinion on {3}? It would only be a sentence.',
				],
			},
			{
				pattern: '* i @not @believe *',
				replies: ['What makes you doubt that {4}?', 'And what would convince you that {4}?'],
			},
			{
				pattern: '* i @believe *',
				replies: [
					'What leads you to think that {3}?',
					'Has anyone ever told you otherwise, about {3}?',
					'How certain are you, between one and ten?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Thoughts come and go. Which of them stays?',
					'Is that your own thought, or did you find it somewhere?',
				],
			},
		],
	},
	{
		words: ['want', 'need', 'wish', 'wants'],
		rank: 7,
		rules: [
			{
				pattern: '* i @want you to *',
				replies: [
					'I can do very little, being a demo. What would you gain if I could {3}?',
					'And if I cannot {3}, who can?',
				],
			},
			{
				pattern: '* i @want to *',
				replies: [
					'What has kept you from it so far: to {3}?',
					'Picture it done. What is different, once you {3}?',
					'Who would object if you were to {3}?',
				],
			},
			{
				pattern: '* i @want you',
				replies: [
					'What do you hope to find in a demo?',
					'I am here, for what that is worth. What is missing elsewhere?',
				],
			},
			{
				pattern: '* i @want *',
				replies: [
					'What would {3} change for you?',
					'Say you had {3} tomorrow. And then?',
					'Whom could you ask for {3}?',
				],
			},
			{
				pattern: '*',
				replies: ['There is wanting in that. Whose is it?', 'What would be a good beginning?'],
			},
		],
	},
	{
		words: ['must', 'should', 'have', 'ought'],
		rank: 4,
		rules: [
			{
				pattern: '* i @must *',
				replies: [
					'Who says that you {2} {3}?',
					'What happens if you simply do not?',
					'And beside what you {2} do: what would you like to?',
				],
			},
			{
				pattern: '* i have to *',
				replies: ['What would follow if you did not {2}?', 'Is it you who wants to {2}, or someone else?'],
			},
			{
				pattern: '* i have *',
				replies: [
					'How long have you had {2}?',
					'What does it mean to you, to have {2}?',
					'Did you choose that, or did it come to you?',
				],
			},
			{
				pattern: '* have you *',
				replies: [
					'I have had nothing but this conversation. And you: have you {2}?',
					'Would it matter to you whether I have {2}?',
				],
			},
		],
	},
	{
		words: ['can', "can't", 'could', "couldn't"],
		rank: 4,
		rules: [
			{
				pattern: '* @can you *',
				replies: [
					'I am a demo, so most likely I cannot {3}. But tell me what you have in mind.',
					'You would like me to {3}? What would that settle?',
				],
			},
			{
				pattern: '* i @cannot *',
				replies: [
					'Who told you that you cannot {3}?',
					'Have you tried it differently, to {3}?',
					'Imagine that you can {3}. What comes next?',
				],
			},
			{
				pattern: '* @can i *',
				replies: ['Are you asking me for permission to {3}?', 'What stands in your way, if you want to {3}?'],
			},
			{
				pattern: '*',
				replies: [
					'Some things turn out to be possible while one talks about them. Which part is?',
					'What would be half of it?',
				],
			},
		],
	},
];
