import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { conversation } from '../../src/cli/commands/demo/conversation.js';
import { DEMO } from '../../src/cli/russian/demo.js';
import { ago, duration } from '../../src/cli/shown.js';
import { startProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { CHAT, INSTANCE, openDesk } from './ledger-of-a-desk.js';

const LATIN = /[A-Za-z]{3,}/gu;

async function run(t: ExecutionContext, args: string[], env: Record<string, string> = {}) {
	const cwd = await temporaryFolder(t);
	const own = { DATABASE_URL: `sqlite:${join(cwd, 'nothing.db')}`, DATA_DIR: cwd, ...env };
	return startProgram(t, args, { cwd, env: own }).exited;
}

for (const [how, args, env] of [
	['--lang', ['--lang', 'ru'], { LANG: 'en_GB.UTF-8' }],
	['--lang=', ['--lang=ru'], {}],
	['LANG', [], { LANG: 'ru_RU.UTF-8' }],
	['LC_ALL, which is stronger than LANG', [], { LC_ALL: 'ru_RU.UTF-8', LANG: 'C' }],
] as const) {
	test(`help and complaints are Russian by ${how}`, async (t) => {
		const help = await run(t, ['--help', ...args], env);
		t.deepEqual([help.code, help.stderr], [0, '']);
		t.regex(help.stdout, /^Использование: greenapi-rc \[параметры\] \[команда\]\n/u);
		t.regex(help.stdout, /^Коды завершения:\n {2}0 +сделано$/mu);
		t.regex(help.stdout, /^Сообщения:\n(?: {2}.+\n)* {2}trace \[параметры\] <what> +сказать/mu);
		const wrong = await run(t, ['migrate', '--stats', ...args], env);
		t.is(wrong.code, 2);
		t.is(
			wrong.stderr,
			'ошибка: неизвестный параметр «--stats»\n(Может быть, --status?)\nЧто есть, показывает greenapi-rc --help.',
		);
	});
}

test('the help of a command is Russian but for what is typed', async (t) => {
	const { stdout } = await run(t, ['trace', '--help', '--lang', 'ru']);
	t.regex(stdout, /^Примеры:\n {2}greenapi-rc trace 4711\n/u);
	t.regex(stdout, /^ {2}--limit <count> .*\(по умолчанию: 20\)$/mu);
	const told = stdout.split('\n').filter((line) => !line.startsWith('  greenapi-rc '));
	const words = new Set(told.join('\n').match(LATIN));
	const typed = 'greenapi trace what limit count show text json help WhatsApp Rocket Chat JSON';
	t.deepEqual(
		[...words].filter((word) => !typed.split(' ').includes(word)),
		[],
	);
});

test('--lang en wins over a Russian shell', async (t) => {
	const { stdout } = await run(t, ['--help', '--lang', 'en'], { LANG: 'ru_RU.UTF-8' });
	t.regex(stdout, /^Usage: /u);
});

for (const [what, args, suggestion] of [
	['a command', ['list-user'], /list-users/u],
	['an option of a command', ['sync-app-url', '--workspac', 'a'], /--workspace/u],
	['an option of a command within a group', ['app', 'package', '--ot', 'a'], /--out/u],
	['a global option', ['daemon', '--quite'], /--quiet/u],
	['a choice of an option', ['--lang', 'enn', 'daemon'], /en\b/u],
	['a choice of an argument', ['completion', 'fsh'], /fish/u],
] as const) {
	test(`suggests ${what} after a typo, in both languages`, async (t) => {
		const english = await run(t, [...args]);
		t.is(english.code, 2);
		const [, meant = ''] = /\(Did you mean (.*)\?\)/u.exec(english.stderr) ?? [];
		t.regex(meant, suggestion);
		const russian = await run(t, [...args], { LANG: 'ru' });
		t.true(russian.stderr.includes(`(Может быть, ${meant.replace('one of', 'одно из этих:')}?)`));
	});
}

test('says failures of the database in Russian, with the details as they are', async (t) => {
	const { code, stderr } = await run(t, ['list-users', '--lang', 'ru']);
	t.is(code, 1);
	t.regex(
		stderr,
		/^Базы данных там нет\.\nThere is no database at .*\nУкажите DATA_DIR .*\n\(STORAGE_MISSING\)$/u,
	);
});

test('lists, traces and answers are Russian', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const id = await desk.bury({ chat: CHAT });
	const letters = await desk.run('list-dead-letters', '--lang', 'ru');
	t.regex(letters.stdout, /^номер +направление +вид +инстанс/u);
	t.regex(letters.stdout, / входящее +сообщение | исходящее +сообщение /u);
	t.regex(letters.stdout, / назад /u);
	t.regex(letters.stderr, /^Что делать, говорит greenapi-rc trace/u);
	const trace = await desk.run('trace', String(id), '--lang', 'ru');
	t.regex(
		trace.stdout,
		/ящее сообщение, не доставлено: попытки прекращены\n {2}пространство +https:/u,
	);
	const set = await desk.run(
		'set-preference',
		'edits',
		'replace',
		'--instance',
		INSTANCE,
		'--lang',
		'ru',
	);
	t.is(
		set.stdout,
		`edits для инстанса ${INSTANCE}, начиная со следующего сообщения: replace (инстанс)`,
	);
	const list = await desk.run('list-preferences', '--instance', INSTANCE, '--lang', 'ru');
	t.regex(list.stdout, /^edits +replace +инстанс +Когда клиент/mu);
	const wrong = await desk.run('set-preference', 'edits', 'x', '--lang', 'ru');
	t.regex(wrong.stderr, /^edits: допустимое значение — .*\nНичего не изменено/u);
	const retry = await desk.run('retry-message', String(id), '--lang', 'ru');
	t.is(retry.stdout, `Сообщение ${id} будет доставлено ещё раз.`);
	const messages = await desk.run('list-messages', '--lang', 'ru');
	t.regex(messages.stdout, / (?:вх|исх)\. сообщение .* (?:в очереди|ждёт)/u);
	const steps = await desk.run('listen', '--since', '1d', '--count', '1', '--lang', 'ru');
	t.regex(steps.stdout, / сообщение +принято /u);
	const settings = await desk.run('config', '--lang', 'ru');
	t.regex(settings.stdout, /^APP_URL +\(не задано\) +умолчание +Публичный адрес/mu);
});

test('says lengths of time in Russian', (t) => {
	const lengths = [740, 1240, 90_000, 120_000, 7_200_000, 259_200_000];
	t.deepEqual(
		lengths.map((ms) => duration(ms, 'ru')),
		['740 мс', '1,2 с', '90 с', '2 мин', '2 ч', '3 дн.'],
	);
	t.deepEqual([ago(1000, 61_000, 'ru'), ago(2, 1, 'ru')], ['60 с назад', 'сейчас']);
});

test('every act of the demo has its Russian', (t) => {
	const titles = conversation({} as never, {} as never).map(({ title }) => title);
	t.deepEqual(
		titles.filter((title) => DEMO[title] === undefined),
		[],
	);
});
