import test from 'ava';
import { RefusedError } from '../../../src/core/domain/errors.js';
import {
	findPreference,
	PREFERENCE_NAMES,
	preferenceFields,
	toPreferences,
} from '../../../src/core/preferences/fields.js';
import { DEFAULT_PREFERENCES } from '../../../src/core/preferences/preferences.js';
import { preferencesPage } from '../../../src/core/preferences/document.js';

const GROUP = '120363043968066561@g.us';
const OTHER_GROUP = '79001112233-1581234048@g.us';

/** What may be typed, and what it means. */
const GOOD: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
	language: [
		['en', 'en'],
		[' RU ', 'ru'],
	],
	edits: [
		['note', 'note'],
		['Replace', 'replace'],
	],
	deletions: [
		['mark', 'mark'],
		['delete', 'delete'],
	],
	groups: [
		['off', 'off'],
		['ALL', 'all'],
		[`${GROUP}, ${OTHER_GROUP}`, [GROUP, OTHER_GROUP]],
		[`${GROUP} ${OTHER_GROUP};`, [GROUP, OTHER_GROUP]],
	],
	signature: [
		['[*{agent}*:\\n]', '[*{agent}*:\\n]'],
		['None', ''],
		['', ''],
	],
	'mark-read': [
		['yes', true],
		['No', false],
	],
	'welcome-message': [
		['Hello!\\nHow can we help?', 'Hello!\nHow can we help?'],
		[' none ', ''],
		['x'.repeat(4096), 'x'.repeat(4096)],
	],
	'closing-message': [['Good bye 👋', 'Good bye 👋']],
	'away-message': [['none of us is here', 'none of us is here']],
	'working-hours': [
		['sun 10:00-11:30', [{ weekday: 0, from: 600, until: 690 }]],
		['none', undefined],
		['', undefined],
	],
	'returning-customers': [
		['owner', 'owner'],
		['Last-Agent', 'last-agent'],
	],
	department: [
		['Support', 'Support'],
		['none', ''],
	],
	'time-zone': [
		['Europe/Berlin', 'Europe/Berlin'],
		[' UTC ', 'UTC'],
	],
};

/** What may not, and what the refusal says would be right. */
const BAD: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
	language: [['de', 'english', ''], /one of en, ru/u],
	edits: [['keep', 'mark'], /one of note, replace/u],
	deletions: [['note'], /one of mark, delete/u],
	groups: [
		['some', '79001112233@c.us', `${GROUP} all`, ' , '],
		/off, all, or ids such as 120363043968066561@g\.us/u,
	],
	signature: [['[{agent}', '{name}:', ']'], /a template of text, \{agent\}, \{username\}/u],
	'mark-read': [['true', '1'], /one of yes, no/u],
	'welcome-message': [['x'.repeat(4097)], /at most 4096 characters/u],
	'closing-message': [['x'.repeat(4097)], /at most 4096 characters/u],
	'away-message': [['x'.repeat(4097)], /at most 4096 characters/u],
	'working-hours': [['9-18', 'always', 'mon-fri'], /days and times such as mon-fri 09:00-18:00/u],
	'returning-customers': [['nobody', ''], /one of owner, last-agent/u],
	department: [['x'.repeat(4097)], /at most 4096 characters/u],
	'time-zone': [['Berlin', 'CEST+1', ''], /a time zone such as Europe\/Berlin or UTC/u],
};

test('every preference has values here', (t) => {
	t.deepEqual(Object.keys(GOOD), PREFERENCE_NAMES);
	t.deepEqual(Object.keys(BAD), PREFERENCE_NAMES);
});

for (const [name, values] of Object.entries(GOOD)) {
	test(`${name} takes what is right, its own example too`, (t) => {
		const field = findPreference(` ${name.toUpperCase()} `)!;
		for (const [text, meaning] of values) t.deepEqual(field.parse(text), meaning);
		t.notThrows(() => field.parse(field.example));
		t.notThrows(() => field.parse(field.fallback));
	});
}

for (const [name, [values, expected]] of Object.entries(BAD)) {
	test(`${name} refuses what is wrong and says what is right`, (t) => {
		for (const text of values) {
			const error = t.throws(() => findPreference(name)!.parse(text), { instanceOf: RefusedError });
			t.like(error, { code: 'bad-value', status: 400 }, `for ${text.slice(0, 40)}`);
			t.regex(error.message, expected);
		}
	});
}

test('a signature of more than 200 characters is refused', (t) => {
	const { parse } = preferenceFields.signature;
	t.notThrows(() => parse('x'.repeat(200)));
	t.throws(() => parse('x'.repeat(201)), { message: /at most 200 characters/u });
});

test('what nobody set, and what can’t be read any more, is as the page says', (t) => {
	t.deepEqual(
		toPreferences(() => undefined),
		DEFAULT_PREFERENCES,
	);
	t.deepEqual(
		toPreferences(() => 'written by another version \\ [ {x}'),
		{
			...DEFAULT_PREFERENCES,
			welcomeMessage: 'written by another version \\ [ {x}',
			closingMessage: 'written by another version \\ [ {x}',
			awayMessage: 'written by another version \\ [ {x}',
			department: 'written by another version \\ [ {x}',
		},
	);
});

test('hours are of the time zone that is set beside them', (t) => {
	const values: Record<string, string> = {
		'working-hours': 'mon 09:00-10:00',
		'time-zone': 'Asia/Tokyo',
	};
	const spans = [{ weekday: 1, from: 540, until: 600 }];
	t.deepEqual(toPreferences((name) => values[name]).workingHours, {
		timeZone: 'Asia/Tokyo',
		spans,
	});
});

test('the page has a row for each, with a cell for everything', (t) => {
	const rows = preferencesPage()
		.split('\n')
		.filter((line) => line.startsWith('| `'));
	t.is(rows.length, PREFERENCE_NAMES.length);
	for (const [index, row] of rows.entries()) {
		const name = PREFERENCE_NAMES[index]!;
		t.regex(row, new RegExp(`^\\| \`${name}\` \\| .+ \\| .+ \\| \`.+\` \\|$`, 'u'));
	}
});
