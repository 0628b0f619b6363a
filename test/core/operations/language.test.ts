import test from 'ava';
import { runCommand } from '../../../src/core/operations/commands.js';
import { languageOf } from '../../../src/core/texts/languages.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import { createOffice, createSurroundings, ID, messageOf, TOKEN } from './surroundings.js';

const RUSSIAN = /\p{Script=Cyrillic}/u;

test('a language is known by its first letters, any other is English', (t) => {
	for (const name of ['ru', 'RU', 'ru-RU', 'ru_RU', ' ru ']) t.is(languageOf(name), 'ru');
	for (const name of ['en', 'de', '', 'rus', undefined, null, 7, ['ru'], '__proto__'])
		t.is(languageOf(name), 'en');
});

test('every command answers in Russian where that is asked for', async (t) => {
	const office = await createOffice(t);
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	const bob = office.person('bob', ['livechat-agent']);
	const language = 'ru';
	const appUrl = 'https://moved.example.org/api/webhook/rocket';
	const preference = { name: 'edits', value: 'replace', idInstance: ID };
	const calls: [string, object, RegExp][] = [
		['register-agent', office.asAgent(bob), /^Агент bob@example\.org зарегистрирован\./],
		['update-token', office.asAgent(office.agent), /^Токен агента jane@example\.org обновлён\./],
		[
			'create-instance',
			office.asAgent({ idInstance: ID, apiTokenInstance: TOKEN }),
			/^Инстанс 7103000001 подключён к WhatsApp \(authorized\)\. GREEN-API перезапускает/,
		],
		['link-instance', office.asAgent({ idInstance: ID }), /подключён к WhatsApp/],
		['open-chat', office.asAgent({ phone: '+79001112233' }), /^Чат с \+79001112233 открыт\./],
		['status', office.asAgent(), /^\*Мост WhatsApp\*/],
		['list-instances', office.asAdmin(), /, владелец jane@example\.org, создан 2026-11-22$/],
		['list-users', office.asAdmin(), /идентификатор Rocket\.Chat \w+, инстансов: 1/],
		['set-preference', office.asAgent(preference), /для инстанса 7103000001.*replace \(инстанс\)/],
		['list-preferences', office.asAgent({ idInstance: ID }), /\nsignature: нет \(по умолчанию\)/],
		['sync-app-url', office.asAdmin({ appUrl }), /^Синхронизировано инстансов: 1 из 1\./],
		['remove-instance', office.asAgent({ idInstance: ID }), /^Инстанс 7103000001 удалён\./],
	];
	for (const [command, fields, sentence] of calls) {
		const answer = await office.run(command, {
			...fields,
			...(command === 'register-agent' ? { email: bob.email } : {}),
			language,
		});
		t.is(answer.status, 200, `${command}: ${messageOf(answer)}`);
		t.regex(messageOf(answer), sentence, `answer of ${command}`);
	}
});

test('refusals are in Russian, too: their codes are the same', async (t) => {
	const office = await createOffice(t);
	const language = 'ru';
	const wrong: [string, object][] = [
		['reboot', {}],
		['list-users', []],
		['list-users', {}],
		['list-users', { type: 'status' }],
		['list-users', office.asAdmin({ rocketChatUrl: 'ftp://x' })],
		['list-users', office.asAdmin({ rocketChatUrl: 'https://nowhere.example.org' })],
		['list-users', office.asAdmin({ commandToken: 'wrong' })],
		['list-users', office.asAgent()],
		['register-agent', office.asAgent(office.agent)],
		['register-agent', office.asAgent({ ...office.agent, rocketChatToken: 'wrong' })],
		['create-instance', office.asAgent({ idInstance: 'x', apiTokenInstance: TOKEN })],
		['create-instance', office.asAgent({ idInstance: ID, apiTokenInstance: TOKEN })],
		['remove-instance', office.asAgent({ idInstance: ID })],
		['sync-app-url', office.asAdmin({ appUrl: 'x' })],
		['set-preference', office.asAdmin({ name: 'x', value: 'y' })],
		['set-preference', office.asAdmin({ name: 'signature', value: '[' })],
		['set-preference', office.asAgent({ name: 'edits', value: 'note' })],
		['register-workspace', { rocketChatUrl: office.rocketChat.url, ...office.admin }],
	];
	for (const [command, fields] of wrong) {
		const isList = Array.isArray(fields);
		const english = await office.run(command, fields);
		const russian = await office.run(command, isList ? fields : { ...fields, language });
		t.true(english.status >= 400, `${command} is refused`);
		t.is(russian.status, english.status);
		t.like(russian.body, { error: (english.body as { error: string }).error });
		t.notRegex(messageOf(english), RUSSIAN);
		const cyrillic = RUSSIAN.test(messageOf(russian));
		t.is(cyrillic, !isList, `${command}: ${messageOf(russian)}`);
		t.notRegex(messageOf(russian), /\{\w*\}(?!, \{|\s|,)|undefined|\[object/);
	}
});

test('the names of a signature stand in its refusal as they are typed', async (t) => {
	const office = await createOffice(t);
	const request = { name: 'signature', value: '[' };
	t.is(
		messageOf(await office.run('set-preference', office.asAdmin(request))),
		'signature: The value must be a template of text, {agent}, {username} and parts in [ ]. Nothing was changed; set it again with such a value.',
	);
});

test('an operator’s own wording counts for commands, too', async (t) => {
	const { operations } = await createSurroundings(t);
	const book = createPhrasebook({ ru: { 'refusal.unknown-command': 'Не знаю такой.' } });
	const { body } = await runCommand(operations, 'x', { language: 'ru' }, book);
	t.regex((body as { message: string }).message, /^Не знаю такой\. Есть команды/);
});
