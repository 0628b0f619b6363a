import test from 'ava';
import { loadApp } from '../support/load-app.js';

type Values = Record<string, string>;
type Fields = readonly { readonly name: string; readonly isOptional?: boolean }[];

const { problemsOf } = loadApp<{
	problemsOf(fields: Fields, values: Values): Record<string, string>;
}>('src/forms/fields');
const { readState } = loadApp<{
	readState(fields: Fields, state: unknown): Values;
}>('src/forms/state');
const { formatViewId, parseViewId } = loadApp<{
	formatViewId(place: object): string;
	parseViewId(id: unknown): object | undefined;
}>('src/forms/view-id');
const { parseButtonValue } = loadApp<{
	parseButtonValue(value: unknown): object | undefined;
}>('src/commands/link');

const check = (name: string, value: string, isOptional = false) =>
	problemsOf([{ name, isOptional }], { [name]: value })[name];

test('what is needed must be there, what is optional may be missing', (t) => {
	t.is(check('idInstance', ''), 'error_field_needed');
	t.is(check('apiUrl', '', true), undefined);
	t.deepEqual(problemsOf([{ name: 'text' }, { name: 'phone' }], {}), {
		text: 'error_field_needed',
		phone: 'error_field_needed',
	});
});

const RIGHT: Record<string, readonly string[]> = {
	rocketChatId: ['aobEdbYhXfu5hkeqG'],
	rocketChatToken: ['RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'],
	apiTokenInstance: ['d75b3a66374942c5b3c019c698abc2067e151558acbd412345'],
	idInstance: ['1101000001', '7'],
	pairingPhone: ['+7 900 111-22-33', '4915112345678'],
	phone: ['+7 (900) 1112233', '79001112233@c.us'],
	apiUrl: ['https://1101.api.green-api.com', 'http://127.0.0.1:3000'],
	appUrl: [
		'https://bridge.example.org',
		'https://bridge.example.org/api/webhook/rocket',
		'http://a/x/api/webhook/rocket/',
	],
};
const WRONG: Record<string, readonly string[]> = {
	rocketChatId: ['two words', 'a/b', 'a'.repeat(65)],
	rocketChatToken: ['short', 'with a space inside', 'кириллица-кириллица'],
	apiTokenInstance: ['d75b'],
	idInstance: ['0', 'abc', '1234567890123', '1101 '],
	pairingPhone: ['123', '79001112233@c.us', 'seven'],
	phone: ['123', 'someone', '@c.us', '120363043968066561@g.us'],
	apiUrl: ['1101.api.green-api.com', 'ftp://a', 'https://'],
	appUrl: ['https://bridge.example.org/other', 'bridge.example.org/api/webhook/rocket'],
};

for (const name of Object.keys(RIGHT))
	test(`${name} is checked before anything is sent`, (t) => {
		for (const value of RIGHT[name]!) t.is(check(name, value), undefined, `as ${value}`);
		for (const value of WRONG[name]!)
			t.regex(check(name, value) ?? '', /^error_field_/u, `as ${value}`);
	});

test('what was filled in is read and trimmed, whatever else a client sends', (t) => {
	const fields = [{ name: 'idInstance' }, { name: 'apiUrl' }];
	const state = { idInstance: { idInstance: ' 1101 ' }, apiUrl: { other: 'x' }, more: null };
	t.deepEqual(readState(fields, state), { idInstance: '1101' });
	for (const odd of [undefined, null, 'x', [], { idInstance: 5 }])
		t.deepEqual(readState(fields, odd), {});
});

test('a form remembers where its answer belongs', (t) => {
	const places = [
		{ command: 'create-instance', roomId: 'GENERAL', threadId: '' },
		{ command: 'send', roomId: 'a/b%c d', threadId: 'thread/1' },
	];
	for (const place of places) t.deepEqual(parseViewId(formatViewId(place)), place);
	for (const odd of [undefined, 5, '', 'a/b', 'a/b/c/d', 'a/%/c'])
		t.is(parseViewId(odd), undefined);
});

test('only our own buttons are obeyed', (t) => {
	t.deepEqual(parseButtonValue('{"idInstance":"1101","threadId":"t"}'), {
		idInstance: '1101',
		phone: '',
		threadId: 't',
	});
	for (const odd of [undefined, '', 'x', 'null', '[]', '{"idInstance":5}'])
		t.is(parseButtonValue(odd), undefined);
});
