import {aboutKeywords} from './keywords-about.ts';
import {everydayKeywords} from './keywords-everyday.ts';
import {feelingKeywords} from './keywords-feelings.ts';
import {mannersKeywords} from './keywords-manners.ts';
import {peopleKeywords} from './keywords-people.ts';
import {pronounKeywords} from './keywords-pronouns.ts';
import {smallWordKeywords} from './keywords-small-words.ts';
import {verbKeywords} from './keywords-verbs.ts';
import type {Groups, Script} from './script.ts';

const words = (text: string): readonly string[] => text.split(' ');

const groups: Groups = {
	a: words('a an the just only really some'),
	afraid: words('afraid scared frightened terrified anxious nervous worried'),
	angry: words('angry mad furious annoyed irritated frustrated'),
	being: words(
		'bot robot computer machine program script ai human person real alive language model llm chatgpt gpt chatbot eliza',
	),
	believe: words('believe think suppose guess reckon thought wonder'),
	bye: words('bye goodbye quit exit farewell ciao goodnight'),
	can: words('can could will would'),
	cannot: words("can't couldn't won't"),
	day: words('morning afternoon evening day'),
	dreamed: words('dream dreamed dreamt'),
	everyone: words('everyone everybody nobody anyone people'),
	family: words(
		'mother mum mom mummy father dad daddy parents sister sisters brother brothers family grandmother grandfather grandma grandpa aunt uncle cousin son daughter',
	),
	feel: words('feel felt'),
	forgot: words('forget forgot forgotten'),
	friend: words('friend friends buddy mate neighbour neighbor colleague colleagues'),
	happy: words('happy glad delighted cheerful proud excited relieved'),
	hate: words('hate hated despise'),
	hello: words('hello hi hey greetings'),
	is: words('is are was were'),
	love: words('love loved adore'),
	must: words('must should ought'),
	not: words(
		"don't didn't won't can't couldn't wouldn't shouldn't doesn't isn't aren't wasn't haven't hadn't not never",
	),
	partner: words('wife husband girlfriend boyfriend partner fiancé fiancée spouse ex'),
	pet: words('cat cats dog dogs pet pets'),
	sad: words('sad unhappy depressed miserable gloomy hopeless heartbroken hurt upset'),
	secret: words('api your my access secret the a'),
	similar: words('like alike similar same resembles'),
	suicide: words('suicide suicidal'),
	swearing: words('fuck fucking shit damn stupid idiot bastard crap bloody hell dumb'),
	task: words(
		'write translate summarise summarize explain generate calculate compute list create draw define code implement compare describe fix debug solve rewrite draft compose prove convert',
	),
	want: words('want need wish wanted needed'),
	which: words('what who which'),
	work: words('work job boss office career manager working deadline meeting meetings'),
};

/** The one script there is: an attentive listener who speaks English and is open about being a script. */
export const englishScript: Script = {
	groups,
	keywords: [
		...mannersKeywords,
		...aboutKeywords,
		...peopleKeywords,
		...feelingKeywords,
		...everydayKeywords,
		...smallWordKeywords,
		...verbKeywords,
		...pronounKeywords,
	],
	nothing: [
		'Say a little more about that.',
		'I am listening.',
		'That may be worth a second look. What strikes you about it?',
		'How does this touch on your own life?',
		'And what is the most important part of it?',
		'Hm. What were you thinking just before you wrote that?',
		'I am not sure I follow. Could you put it another way?',
		'Stay with that for a moment. What else is there?',
	],
	question: [
		'What would an answer change?',
		'I would rather hear how you would answer that.',
		'A fair question, and I know little: I am only the demo. What do you suspect?',
		'Why do you ask just now?',
	],
	empty: [
		'You said nothing. That can mean a good deal. What is it this time?',
		'Silence is fine with me. Whenever you like.',
		'I am here. Begin anywhere.',
	],
	signs: [
		'I can only read words. What would those be in words?',
		'That says something, surely. I need it spelled out.',
		'Numbers and signs are beyond this demo. Tell me what they mean to you.',
	],
	foreign: [
		'I can see that this is a language, and that is as far as my script goes: it was written for English. Would you try that?',
		'I am sorry: my rules only cover English. A real model would understand you; `amlchat profiles add` brings one in.',
		'Forgive me, I still do not understand anything but English.',
	],
	repeated: [
		'You said exactly that a moment ago. It must matter.',
		'The same words again. Did I miss something in them?',
		'I heard you the first time, I think. What should I have answered?',
		'Once more. What do you hope will be different?',
	],
	memory: [
		'Let me go back to something you said: {1}. Is it still on your mind?',
		'I was thinking of this: {1}. Has it to do with what you are saying now?',
		'Earlier there was something else: {1}. Tell me how that went on.',
		'We never finished with one thing: {1}. What about it?',
	],
};
