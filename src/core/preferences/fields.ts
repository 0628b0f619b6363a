import { RefusedError } from '../domain/errors.js';
import { asChatId } from '../domain/ids.js';
import type { Phrase } from '../domain/phrase.js';
import type { TextKey } from '../texts/en.js';
import { LANGUAGES } from '../texts/languages.js';
import { sayEnglish, sayPhrase } from '../texts/phrasebook.js';
import type { Preferences } from './preferences.js';
import { isTimeZone, parseSpans } from './working-hours.js';
import { parseSignature } from './signature-grammar.js';

/** One preference: how people name it, what it means, and how it is read. */
export type PreferenceField<T> = {
	readonly name: string;
	readonly meaning: string;
	readonly example: string;
	/** As it would be typed; '' is "none". */
	readonly fallback: string;
	/** Throws RefusedError `bad-value` (400), which says what would be right. */
	readonly parse: (text: string) => T;
	/** Words that it may be, and whether they are all; none, where nothing but its own grammar says. */
	readonly choices: Choices;
};

export type Choices = { readonly words: readonly string[]; readonly isClosed: boolean };

/** How a value is read, and which words are known to be right. */
type Reader<T> = ((text: string) => T) & { readonly choices?: Choices | undefined };

const LONGEST_MESSAGE = 4096;
const LONGEST_SIGNATURE = 200;

/** Everything an instance can be told to do. The only place that knows; order is that of docs/preferences.md. */
export const preferenceFields = {
	language: field(
		'language',
		'en',
		oneOf(...LANGUAGES),
		'Language of what the bridge itself says in Rocket.Chat: `en` or `ru`.',
		'ru',
	),
	edits: field(
		'edits',
		'note',
		oneOf('note', 'replace'),
		'When a customer edits a message: `note` keeps the earlier text below the new one, `replace` does not.',
		'replace',
	),
	deletions: field(
		'deletions',
		'mark',
		oneOf('mark', 'delete'),
		'When a customer deletes a message: `mark` keeps it with a mark, `delete` takes it away in Rocket.Chat too.',
		'delete',
	),
	groups: field(
		'groups',
		'off',
		knowing(['off', 'all'], groups),
		'WhatsApp groups that are shown: `off`, `all`, or the ids of some, with spaces or commas between them.',
		'120363043968066561@g.us',
	),
	signature: field(
		'signature',
		'',
		orNone(signature),
		'Stands before an agent’s text: `{agent}` is the name, `{username}` the user name, `\\n` a new line; a part in `[ ]` is left out when a name in it is empty.',
		'[*{agent}*:\\n]',
	),
	markRead: field(
		'mark-read',
		'no',
		yesOrNo(),
		'Whether the customer’s messages are marked as read when an agent answers: `yes` or `no`.',
		'yes',
	),
	welcomeMessage: field(
		'welcome-message',
		'',
		orNone(message),
		'Sent to the customer when a conversation begins; never to groups, like the next two. `\\n` is a new line.',
		'Hello! We will be with you in a moment.',
	),
	closingMessage: field(
		'closing-message',
		'',
		orNone(message),
		'Sent to the customer when the conversation is closed.',
		'Thank you, and goodbye!',
	),
	awayMessage: field(
		'away-message',
		'',
		orNone(message),
		'Sent once a conversation, in place of the welcome message, outside working hours or when no agent is online.',
		'We are back on Monday at 9.',
	),
	workingHours: field(
		'working-hours',
		'',
		orNone(hours),
		'When somebody is there: `daily`, days (`mon`, `mon-fri`) and times; a span may go past midnight (`fri 22:00-02:00`). None: always.',
		'mon-fri 09:00-18:00, sat 10:00-14:00',
	),
	returningCustomers: field(
		'returning-customers',
		'owner',
		oneOf('owner', 'last-agent'),
		'Who is preferred for a new conversation: the `owner` of the instance, or whoever served the customer last (`last-agent`; the owner where nobody has). Anybody, when that one is not online.',
		'last-agent',
	),
	department: field(
		'department',
		'',
		orNone(message),
		'Id or name of the Omnichannel department of new conversations; in it no agent is preferred, but for the `last-agent`. Rocket.Chat leaves customers who have been in one there when it is set to none.',
		'Support',
	),
	timeZone: field('time-zone', 'UTC', timeZone, 'Time zone of the working hours.', 'Europe/Berlin'),
};

type Fields = typeof preferenceFields;
type FieldKey = keyof Fields;
type Parsed = { readonly [Key in FieldKey]: ReturnType<Fields[Key]['parse']> };

const ALL = Object.entries(preferenceFields) as [FieldKey, PreferenceField<unknown>][];

/** The names, as people type them. */
export const PREFERENCE_NAMES: readonly string[] = ALL.map(([, { name }]) => name);

/** The field that people call so; undefined when there is none. */
export function findPreference(name: string): PreferenceField<unknown> | undefined {
	return ALL.find(([, one]) => one.name === name.trim().toLowerCase())?.[1];
}

/** How an instance behaves whose values, by name, are these. One that can't be read (another version wrote it) is not there. */
export function toPreferences(valueOf: (name: string) => string | undefined): Preferences {
	const entries = ALL.map(([key, one]) => [key, readOr(one, valueOf(one.name))] as const);
	const { timeZone: zone, workingHours: spans, ...rest } = Object.fromEntries(entries) as Parsed;
	const workingHours = spans === undefined ? undefined : { timeZone: zone, spans };
	return { ...rest, workingHours };
}

function readOr(one: PreferenceField<unknown>, value: string | undefined): unknown {
	try {
		return one.parse(value ?? one.fallback);
	} catch {
		return one.parse(one.fallback);
	}
}

function field<T>(
	name: string,
	fallback: string,
	parse: Reader<T>,
	meaning: string,
	example: string,
): PreferenceField<T> {
	const { choices = { words: [], isClosed: false } } = parse;
	return { name, fallback, parse, meaning, example, choices };
}

function knowing<T>(words: readonly string[], parse: (text: string) => T): Reader<T> {
	return Object.assign(parse, { choices: { words, isClosed: false } });
}

function badValue(key: TextKey, values?: Phrase['values']): RefusedError {
	const said = { expected: { key, values } };
	const message = { key: 'refusal.bad-value', values: said } as const;
	const help = { key: 'help.bad-value' } as const;
	return new RefusedError(sayPhrase(sayEnglish, message), {
		code: 'bad-value',
		help: sayPhrase(sayEnglish, help),
		status: 400,
		phrases: { message, help },
	});
}

function oneOf<T extends string>(...values: readonly T[]): Reader<T> {
	const read = (text: string): T => {
		const found = values.find((value) => value === text.trim().toLowerCase());
		if (found === undefined) throw badValue('value.one-of', { words: values.join(', ') });
		return found;
	};
	return Object.assign(read, { choices: { words: values, isClosed: true } });
}

function yesOrNo(): Reader<boolean> {
	const word = oneOf('yes', 'no');
	return Object.assign((text: string) => word(text) === 'yes', { choices: word.choices });
}

function groups(text: string): Preferences['groups'] {
	const word = text.trim().toLowerCase();
	if (word === 'off' || word === 'all') return word;
	const ids = text.split(/[\s,;]+/).filter((id) => id !== '');
	const isRight = ids.length > 0 && ids.every((id) => /^[\w-]{5,60}@g\.us$/.test(id));
	if (!isRight) throw badValue('value.groups');
	return ids.map(asChatId);
}

/** `none` is how an instance does without what its workspace has. */
function orNone<T>(parse: (text: string) => T): Reader<T> {
	return knowing(['none'], (text) => parse(text.trim().toLowerCase() === 'none' ? '' : text));
}

/** Typed on a command line: `\n` is a new line. */
function message(text: string): string {
	if (text.length > LONGEST_MESSAGE) throw badValue('value.message', { limit: LONGEST_MESSAGE });
	return text.replaceAll('\\n', '\n').trim();
}

function signature(text: string): string {
	if (text.length > LONGEST_SIGNATURE)
		throw badValue('value.message', { limit: LONGEST_SIGNATURE });
	// The names stand in the answer as they are typed.
	const names = { agent: '{agent}', username: '{username}' };
	if (parseSignature(text) === undefined) throw badValue('value.signature', names);
	return text;
}

function hours(text: string): ReturnType<typeof parseSpans> {
	if (text.trim() === '') return undefined;
	const spans = parseSpans(text);
	if (spans === undefined) throw badValue('value.hours');
	return spans;
}

function timeZone(text: string): string {
	const name = text.trim();
	if (!isTimeZone(name)) throw badValue('value.time-zone');
	return name;
}
