import type {Keyword} from './script.ts';

/** Questions about the program itself, answered plainly: no one shall take the demo for a model. */
export const aboutKeywords: readonly Keyword[] = [
	{
		words: ['help', 'commands'],
		rank: 30,
		rules: [
			{
				pattern: 'help',
				replies: [
					'I am the built-in demo: no language model is behind me, only a small script. To talk to a real endpoint, press Ctrl+P or run `amlchat profiles add`. With `?` on an empty prompt the chat shows its keys.',
					'Here is what helps most: Ctrl+P switches profiles, `amlchat profiles add` makes one, `amlchat azure list` finds the endpoints of your subscription. And I, the demo, am here for practice.',
				],
			},
			{
				pattern: '* @which commands *',
				replies: [
					'Type `/` on an empty prompt and the chat lists its commands; `amlchat --help` lists the others. I am the demo and obey neither.',
					'`amlchat ask`, `compare`, `batch`, `check`, `profiles`, `azure`: `amlchat --help` has them all. In the chat, `/` opens the list.',
				],
			},
		],
	},
	{
		words: ['you'],
		rank: 30,
		rules: [
			{
				pattern: '* @which are you',
				replies: [
					'I am the demo built into amlchat: a few hundred lines of rules in the tradition of ELIZA, the program of 1966. There is no language model here. `amlchat profiles add` (or Ctrl+P) brings in a real one.',
					'A script that listens, nothing more. I turn sentences round and hand them back. For something that knows things, add an endpoint with `amlchat profiles add`.',
				],
			},
			{
				pattern: '* are you @being *',
				replies: [
					'No more than a set of rules: I am the demo that comes with amlchat, and no language model is behind me. Would it change what you want to say?',
					'I am a script, and not a long one. A real model is one `amlchat profiles add` away.',
				],
			},
			{
				pattern: '* are you @a @a @being *',
				replies: [
					'I am a plain script, the demo inside amlchat. Real models join with `amlchat profiles add`, or with Ctrl+P in the chat.',
					'Neither clever nor large: rules on your own computer, made for trying the chat out. Ctrl+P takes you to real endpoints.',
				],
			},
			{
				pattern: '* are you @a @being *',
				replies: [
					'I am a script of the old school, built into amlchat for trying it out. No language model is involved. What made you wonder?',
					'Only a set of rules, I have to admit. When you want a real model, `amlchat profiles add` is the way.',
				],
			},
			{
				pattern: '* can you do *',
				replies: [
					'Listen, mostly. I am the demo, without a language model. The other demo models do more for your eyes: try `amlchat -p demo --model markdown`.',
					'I can keep a conversation going and remember what you say about your life. Facts, code and translations need a real endpoint: `amlchat profiles add`.',
				],
			},
			{
				pattern: 'how do you work',
				replies: [
					'I look for a word I know, take your sentence apart around it, turn "I" into "you", and put it into a reply. When I know no word, I go back to something you said before. That is all there is.',
					'By rules written in advance. The same conversation always gets the same answers from me; no model could promise that.',
				],
			},
		],
	},
	{
		words: ['amlchat'],
		rank: 28,
		rules: [
			{
				pattern: '*',
				replies: [
					'amlchat is the program you are typing in: a terminal client for LLM endpoints, Azure Machine Learning first. I am only its demo. `amlchat profiles add` connects it to a real model.',
					'What amlchat does best is talk to your own endpoints. Press Ctrl+P to add one; I will not be jealous.',
					'With `amlchat check` the program examines an endpoint, with `amlchat compare` it asks several at once. I am the one it asks when there is no other: the demo.',
				],
			},
		],
	},
	{
		words: ['azure', 'endpoint', 'endpoints', 'foundry', 'vllm', 'ollama', 'deployment', 'deployments'],
		rank: 27,
		rules: [
			{
				pattern: '*',
				replies: [
					'For Azure, run `amlchat azure list`: it signs you in and finds your endpoints. For any single one, `amlchat profiles add NAME --url URL` is enough. I am the demo and live on 127.0.0.1 only.',
					'An endpoint needs a URL and a key: `amlchat profiles add NAME --url URL --token-env VARIABLE`. Then Ctrl+P brings you there, away from this demo.',
					'I speak the wire formats of Azure ML myself, /score included, so that you can see how amlchat behaves before you meet the real thing.',
				],
			},
		],
	},
	{
		words: ['model', 'models'],
		rank: 27,
		rules: [
			{
				pattern: '* role model *',
				replies: [
					'What would that person do in your place?',
					'Which of their ways would you like to make your own?',
				],
			},
			{
				pattern: '*',
				replies: [
					'The demo has several models: eliza (that is me), markdown, echo, slow, reasoning, and one for every fault, from fault-401 to fault-stall. Try `amlchat -p demo --model markdown`. None of them is a language model.',
					'Beside me there are markdown, echo, slow, reasoning and the fault-… family. For a real model, add its endpoint: `amlchat profiles add`, or Ctrl+P.',
				],
			},
		],
	},
	{
		words: ['profile', 'profiles'],
		rank: 27,
		rules: [
			{
				pattern: '*',
				replies: [
					'A profile is an endpoint with a name. Ctrl+P shows them all; `amlchat profiles add NAME --url URL` makes a new one. This one is the built-in demo.',
					'Profiles live in a config file, their keys in the keyring of your system. Start with `amlchat profiles add`, or press Ctrl+P.',
				],
			},
		],
	},
	{
		words: ['key', 'token', 'tokens'],
		rank: 24,
		rules: [
			{
				pattern: '* @secret key *',
				replies: [
					'Please never tell me a key: I answer everything and guard nothing. `amlchat profiles add NAME --url URL --token-env VARIABLE` is the way to hand one over.',
					'Keys belong in the keyring or in a variable, not in a conversation. `amlchat profiles add` asks for one properly.',
				],
			},
			{
				pattern: '* @secret token *',
				replies: [
					'A token is not for a conversation. `amlchat profiles add` takes it from a variable, a command, or your typing, and shows it to nobody.',
					'Keep it out of here, please. `amlchat profiles add NAME --url URL --token-env VARIABLE` stores where it comes from, not the token.',
				],
			},
		],
	},
	{
		words: ['chatgpt', 'gpt', 'openai', 'llama', 'llm', 'claude', 'mistral', 'gemini', 'copilot', 'phi'],
		rank: 25,
		rules: [
			{
				pattern: '*',
				replies: [
					'They are a good deal larger than I am. I am the demo, rules only; `amlchat profiles add` gets you to a model of that kind.',
					'You may well have one of those behind an endpoint. Ctrl+P, then its URL and key, and you can ask it yourself. I am only the demo.',
				],
			},
		],
	},
	{
		words: ['eliza', 'weizenbaum', 'demo'],
		rank: 25,
		rules: [
			{
				pattern: '*',
				replies: [
					'ELIZA was written by Joseph Weizenbaum in 1966. I follow its idea with a script of my own: find a word, turn the sentence round, ask back. It still surprises people, and no model is needed.',
					'A demo, openly: everything I say comes out of a list. What did you expect when you opened it?',
					'Weizenbaum was uneasy about how quickly people confided in his program. You are free to confide in me, as nothing leaves this computer.',
				],
			},
		],
	},
	{
		words: ['markdown', 'echo', 'reasoning', 'fault', 'faults'],
		rank: 23,
		rules: [
			{
				pattern: '*',
				replies: [
					'That is the name of another demo model. `amlchat -p demo --model markdown` shows what answers can look like; echo, slow, reasoning and fault-401, fault-429, fault-stall and their kin work the same way.',
					'Other demo models do that better than I do: markdown, echo, slow, reasoning, and a fault-… for everything that can go wrong. Start amlchat with `-p demo --model NAME`.',
				],
			},
		],
	},
	{
		words: ['@task'],
		rank: 14,
		rules: [
			{
				pattern: '@task *',
				replies: [
					'I would if I could. I am a demo without a language model: I can ask you about it, nothing more. For the thing itself, add a real endpoint with `amlchat profiles add`.',
					'That takes a model, and there is none behind me. Ctrl+P adds one. Until then: why do you need it?',
					'You would not like what I made of it: I only know how to listen. `amlchat profiles add` finds you someone more able.',
				],
			},
			{
				pattern: '* @can you @task *',
				replies: [
					'I am afraid not: the demo has no language model. With a real endpoint (`amlchat profiles add`) the same prompt would work.',
					'Sadly that is beyond a handful of rules. What would you do with it if I could?',
				],
			},
			{
				pattern: '* please @task *',
				replies: [
					'So politely asked, and I still cannot: there is no model here. `amlchat profiles add` brings one.',
					'I wish I could. Keep that prompt: Up fetches it back once you have a real endpoint.',
				],
			},
		],
	},
];
