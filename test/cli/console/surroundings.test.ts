import { randomBytes } from 'node:crypto';
import test from 'ava';
import { startProgram } from '../../support/child.js';
import { startProvingServer } from '../../support/proving-server.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { hasTerminals } from '../../support/terminal.js';
import { CTRL_C, ENTER, ESCAPE, openConsoleDesk } from './console-desk.js';

const atTerminal = hasTerminals() ? test.serial : test.skip;

test('without a terminal ends with 2 and says so, in either language', async (t) => {
	const cwd = await temporaryFolder(t);
	const options = { cwd, env: { DATA_DIR: cwd } };
	const english = await startProgram(t, ['console'], options).exited;
	t.is(english.code, 2);
	t.is(english.stdout, '');
	t.regex(english.stderr, /^The console needs a terminal\.[^]*--help[^]*\(input-missing\)$/u);
	const russian = await startProgram(t, ['--lang', 'ru', 'console'], options).exited;
	t.is(russian.code, 2);
	t.regex(russian.stderr, /^Консоли нужен терминал\./u);
});

atTerminal('opens with another key, says so, and offers what helps', async (t) => {
	const desk = await openConsoleDesk(t);
	const env = { ...desk.env, SECRET_KEY: randomBytes(32).toString('base64') };
	const { type, window, screen, exited } = desk.start(['console'], { env });
	t.regex(
		await window(/Esc back/u),
		/STORAGE_KEY_WRONG[^]*❯ Check everything\s+Configuration[^]*Workspaces \(1\)/u,
	);
	await type('Configuration', `Conf${ENTER}`);
	await window(/customer number>\)[^]*❯ Configuration/u);
	await type('Leave', CTRL_C);
	t.is(await exited, 0, screen());
});

atTerminal('opens with wrong settings and with an older database', async (t) => {
	const desk = await openConsoleDesk(t);
	const wrong = desk.start(['console'], { env: { ...desk.env, PORT: 'many' } });
	t.regex(await wrong.window(/Esc back/u), /PORT[^]*❯ Check everything\s+Configuration[^]*Leave/u);
	await wrong.type('Leave', ESCAPE);
	t.is(await wrong.exited, 0, wrong.screen());
	await desk.run(['migrate', '--rollback', '--yes']);
	const { type, window, screen, exited } = desk.start();
	t.regex(await window(/Esc back/u), /STORAGE_OLDER[^]*❯ Bring the database/u);
	await type('Bring the database', ENTER);
	await window(/Applied: \d+\.[^]*❯ Set up/u);
	await type('Leave', `Leave${ENTER}`);
	t.is(await exited, 0, screen());
});

atTerminal('speaks Russian', async (t) => {
	const desk = await openConsoleDesk(t);
	const { type, window, screen, exited } = desk.start(['--lang', 'ru']);
	const first = await window(/Esc назад/u);
	t.regex(first, /❯ Серверы Rocket\.Chat \(1\)[^]*Выйти/u);
	await type('Выйти', `Инст${ENTER}`);
	await type('Выбрать', ENTER);
	await type('печатайте для поиска', 'xyz');
	await window(/Ничего похожего здесь нет/u);
	await type('Ничего похожего', ENTER);
	await type('Выбрать', CTRL_C);
	await type('Выйти', `Сооб${ENTER}`);
	await type('Последние…', ENTER);
	await window(/ доставлено +исходящее +сообщение/u);
	await type('печатайте для поиска', 'dead');
	await window(/❯ \d+ .* не доставлено/u);
	await type('не доставлено', ESCAPE);
	await type('Последние…', ESCAPE);
	await type('Выйти', `Настр${ENTER}`);
	await type('Настройки поведения: изменить', ENTER);
	await window(/умолчание[^]*Язык того, что сам мост/u);
	await type('печатайте для поиска', ESCAPE);
	await type('Настройки поведения: изменить', ESCAPE);
	await type('Выйти', `Обсл${ENTER}`);
	await type('Что удалила бы очистка', `Что${ENTER}`);
	await type('Не моложе чем?', `xx${ENTER}`);
	await window(/не принимает «xx»\. Нужен возраст[^]*показывает greenapi-rc --help/u);
	await type('Что удалила бы очистка', ESCAPE);
	await type('Выйти', CTRL_C);
	t.is(await exited, 0, screen());
	t.regex(screen(), /До свидания\.\s*$/u);
});

atTerminal('fits into a small window and pages there', async (t) => {
	const desk = await openConsoleDesk(t);
	const { type, window, screen, exited } = desk.start([], { columns: 44, rows: 14 });
	await window(/❯ Workspaces \(1\)\n[^]*Esc back/u);
	await type('Workspaces', `Dead${ENTER}`);
	await type('Choose one', ENTER);
	const list = await window(/❯ \d[^]*Esc\s*ba/u);
	for (const line of list.split('\n')) t.true(line.length <= 44, line);
	t.regex(list, /\d+ {2}79\d+@c\.us[^\n]*…/u);
	await type('type to search', CTRL_C);
	await type('Choose one', CTRL_C);
	await type('what was given up', CTRL_C);
	t.is(await exited, 0, screen());
});

atTerminal('finishes what runs when Ctrl+C is pressed, and comes back', async (t) => {
	const desk = await openConsoleDesk(t);
	const { greenApi } = desk.stage;
	greenApi.faults.add({ kind: 'slow', path: /setSettings/u, ms: 1500 });
	const { type, see, window, screen, exited } = desk.start();
	await type('Leave', `Work${ENTER}`);
	await type('Choose one', ENTER);
	await type('type to search', ENTER);
	await type('Tell a new address', `Tell${ENTER}`);
	const address = await startProvingServer(t, Buffer.from(desk.env['SECRET_KEY']!, 'base64'));
	await type('Public address', `${address}/api/webhook/rocket${ENTER}`);
	await type('Telling GREEN-API', CTRL_C);
	await see('It is finished first');
	await window(/synchronized|instances[^]*❯ Tell/u);
	const [workspace] = await desk.database.stores.workspaces.list();
	t.true(screen().includes(`sync-app-url --workspace ${workspace!.url}`));
	await type('Back', CTRL_C);
	await type('type to search', CTRL_C);
	await type('Choose one', CTRL_C);
	await type('Leave', CTRL_C);
	t.is(await exited, 0, screen());
});
