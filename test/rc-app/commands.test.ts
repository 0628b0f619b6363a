import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';
import { loadApp } from '../support/load-app.js';

type Values = Record<string, string>;
type Command = {
	readonly name: string;
	readonly fields: readonly { readonly name: string; readonly isOptional?: boolean }[];
	readonly form?: object;
	parse(typed: string): Values | undefined;
};

const { COMMANDS } = loadApp<{ COMMANDS: readonly Command[] }>('src/commands/catalogue');
const { COMMAND_NAMES } = loadApp<{ COMMAND_NAMES: Record<string, readonly string[]> }>(
	'src/commands/names',
);
const en = JSON.parse(
	readFileSync(join(repositoryRoot, 'rc-app', 'i18n', 'en.json'), 'utf8'),
) as Record<string, string>;

const parse = (name: string, typed: string) =>
	COMMANDS.find((command) => command.name === name)!.parse(typed);

test('help knows every command, once', (t) => {
	const listed = Object.values(COMMAND_NAMES).flat().sort();
	t.deepEqual(listed, COMMANDS.map(({ name }) => name).sort());
});

test('every command says what it does, and every form what it asks for', (t) => {
	for (const { name, fields, form } of COMMANDS) {
		t.truthy(en[`command_${name}`], `command_${name}`);
		if (form === undefined) continue;
		t.truthy(en[`form_title_${name}`] && en[`form_intro_${name}`], `command_${name}`);
		for (const field of fields)
			t.truthy(
				en[`form_field_${field.name}`] &&
					en[`form_help_${field.name}`] &&
					en[`form_example_${field.name}`],
				`field ${field.name}`,
			);
	}
});

test('arguments come in the order of the published app', (t) => {
	const credentials = { rocketChatId: 'user1', rocketChatToken: 'secret' };
	for (const name of ['register-agent', 'update-token'])
		t.deepEqual(parse(name, 'user1  secret'), credentials);
	t.deepEqual(parse('register-workspace', 'user1 secret'), { ...credentials, tokens: 'first' });
	t.deepEqual(parse('register-workspace', 'user1 secret --rotate'), {
		...credentials,
		tokens: 'new',
	});
	t.deepEqual(parse('create-instance', '1101 secret'), {
		idInstance: '1101',
		apiTokenInstance: 'secret',
	});
	t.deepEqual(parse('remove-instance', '1101'), { idInstance: '1101' });
	t.deepEqual(parse('sync-app-url', 'https://a/b'), { appUrl: 'https://a/b' });
	t.deepEqual(parse('sync-app-url', ''), {});
});

test('too many and too few arguments are told apart from right ones', (t) => {
	t.is(parse('register-agent', 'user1'), undefined);
	t.is(parse('register-agent', 'user1 secret more'), undefined);
	t.is(parse('register-workspace', 'user1 --rotate'), undefined);
	t.is(parse('create-instance', '1101'), undefined);
	t.is(parse('list-users', 'all'), undefined);
	t.is(parse('send', '+79001112233'), undefined);
	t.is(parse('send', 'hello'), undefined);
});

test('a phone number may be written as people write it', (t) => {
	t.deepEqual(parse('send', '+7 (900) 111-22-33 Hello,\nhow are you?'), {
		idInstance: '',
		phone: '+7 (900) 111-22-33',
		text: 'Hello,\nhow are you?',
	});
	t.deepEqual(parse('send', '--instance 1101 79001112233 Hi'), {
		idInstance: '1101',
		phone: '79001112233',
		text: 'Hi',
	});
	t.deepEqual(parse('send', '79001112233@c.us Hi'), {
		idInstance: '',
		phone: '79001112233@c.us',
		text: 'Hi',
	});
	for (const phone of ['79001112233', '+7(900)111-22-33'])
		t.deepEqual(
			parse('send', `${phone} 10 minutes, please`),
			{ idInstance: '', phone, text: '10 minutes, please' },
			'what follows a whole number is the text',
		);
	t.deepEqual(parse('link-instance', '1101 +7 900 111-22-33'), {
		idInstance: '1101',
		pairingPhone: '+7 900 111-22-33',
	});
});
