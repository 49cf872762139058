import type {Keyword} from './script.ts';

/** What goes on inside: feelings, dreams, memories. */
export const feelingKeywords: readonly Keyword[] = [
	{
		words: ['dream', 'dreams', 'dreamed', 'dreamt', 'nightmare', 'nightmares', 'dreaming'],
		rank: 13,
		rules: [
			{
				pattern: '* i @dreamed *',
				replies: [
					'{3}: and how did you feel on waking?',
					'Who else was there, when {3}?',
					'What of the day before may have found its way into that dream?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Some say that everyone in a dream is the dreamer. Who were you?',
					'What is left of it by daylight?',
					'Do the same dreams come back to you?',
				],
			},
		],
	},
	{
		words: ['remember', 'remembered', 'memory', 'memories'],
		rank: 9,
		rules: [
			{
				pattern: '* do you remember *',
				replies: [
					'I go over our whole conversation before every answer, so in a way I remember nothing else. What about {2}?',
					'Did you think I would forget {2}?',
				],
			},
			{
				pattern: '* i @not remember *',
				replies: [
					'Perhaps it will come back when you stop looking for it. What is near it?',
					'What might be gained by forgetting {3}?',
				],
			},
			{
				pattern: '* i remember *',
				replies: [
					'What colour is that memory: {2}?',
					'Why did {2} come to you just now?',
					'What happened right after that?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Which memory would you keep, if you could keep only one?',
					'Memory is a kind storyteller, not an exact one. What might it have left out?',
				],
			},
		],
	},
	{
		words: ['forget', 'forgot', 'forgotten'],
		rank: 8,
		rules: [
			{
				pattern: '* @forgot *',
				replies: [
					'Some things want to be forgotten. Might that be one?',
					'What would help you hold on to it another time?',
				],
			},
		],
	},
	{
		words: ['love', 'loved', 'loves'],
		rank: 10,
		rules: [
			{
				pattern: '* i @love you *',
				replies: [
					'You are kind. I am a list of rules, and even they are touched. Whom else do you tell that?',
					'That is lovely to hear, though it falls on a script. What makes it easy to say here?',
				],
			},
			{
				pattern: '* i @love *',
				replies: [
					'How did you first notice that you love {3}?',
					'What does {3} bring out in you?',
					'And is it returned, in whatever way it can be?',
				],
			},
			{
				pattern: '*',
				replies: [
					'It is a small word for a large matter. What do you mean by it?',
					'Where did you learn what love looks like?',
				],
			},
		],
	},
	{
		words: ['hate', 'hated', 'hates', 'despise'],
		rank: 10,
		rules: [
			{
				pattern: '* i @hate you *',
				replies: [
					'You may hate me as much as you like: rules do not bruise. Who deserves it more?',
					'What did I say to make you so cross? I only have a list to choose from.',
				],
			},
			{
				pattern: '* i @hate *',
				replies: [
					'What has {3} done to deserve that?',
					'Has there been a time when you did not mind {3}?',
					'Hate keeps one busy. What would you do with the time?',
				],
			},
			{
				pattern: '*',
				replies: ['That is a strong feeling. Whom does it hurt most?', 'What stands behind so much hate?'],
			},
		],
	},
	{
		words: ['@sad'],
		rank: 11,
		rules: [
			{
				pattern: '* i am * @sad *',
				replies: [
					'I am sorry to hear that you are {3}. When did it begin?',
					'Being {3}: where in the day do you notice it most?',
					'What has helped before, when you were {3}?',
				],
			},
			{
				pattern: '* @sad *',
				replies: [
					'What would the opposite of "{2}" look like, in your life?',
					'Is it heavy all the time, or does it lift now and then?',
				],
			},
		],
	},
	{
		words: ['@happy'],
		rank: 10,
		rules: [
			{
				pattern: '* i am * @happy *',
				replies: [
					'That is good to hear. What made you {3}?',
					'Whom did you tell that you are {3}?',
					'How could there be more of that?',
				],
			},
			{
				pattern: '* @happy *',
				replies: ['What does it take for you to be {2}?', 'Is it allowed to last?'],
			},
		],
	},
	{
		words: ['@angry'],
		rank: 11,
		rules: [
			{
				pattern: '* @angry with *',
				replies: [
					'Does it show, that you are {2} with {3}?',
					'If {3} could hear you now, what would you say?',
				],
			},
			{
				pattern: '* @angry *',
				replies: [
					'What does being {2} keep you from feeling?',
					'What do you do with your hands when you are {2}?',
					'Anger often guards something. What is it guarding here?',
				],
			},
		],
	},
	{
		words: ['@afraid', 'fear', 'fears', 'worry', 'worried', 'anxiety'],
		rank: 11,
		rules: [
			{
				pattern: '* @afraid of *',
				replies: [
					'What is the worst that {3} could bring?',
					'When did you first learn to be {2} of {3}?',
					'And if you met {3} in spite of it?',
				],
			},
			{
				pattern: '*',
				replies: [
					'What would you do tomorrow, if you had no fear at all?',
					'Is it a fear of something to come, or of something that was?',
					'Say it slowly: what exactly might happen?',
				],
			},
		],
	},
	{
		words: ['alone', 'lonely', 'loneliness'],
		rank: 11,
		rules: [
			{
				pattern: '*',
				replies: [
					'Is there a difference, for you, between being alone and being lonely?',
					'Who would you like to have beside you just now?',
					'Even a script is some company. Who was the last person you really talked with?',
				],
			},
		],
	},
	{
		words: ['tired', 'sleep', 'insomnia', 'exhausted', 'awake'],
		rank: 9,
		rules: [
			{
				pattern: '* @not sleep *',
				replies: [
					'What goes round in your head when you lie there?',
					'What would have to be settled, for you to sleep?',
				],
			},
			{
				pattern: '*',
				replies: [
					'Is it the body that is weary, or something else?',
					'When were you last properly rested?',
					'What would you put down first, if you could put something down?',
				],
			},
		],
	},
];
