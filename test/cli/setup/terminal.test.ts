import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { newWorkspace } from '../../support/rows.js';
import { hasTerminals, startAtTerminal } from '../../support/terminal.js';
import { openSetupDesk } from './setup-desk.js';
import type { SetupDesk } from './setup-desk.js';

/** Elsewhere prompter.test.ts has to do. */
const atTerminal = hasTerminals() ? test : test.skip;

function start(t: Parameters<typeof startAtTerminal>[0], desk: SetupDesk, ...args: string[]) {
	return startAtTerminal(t, args, { cwd: desk.folder, env: desk.env });
}

atTerminal(
	'asks for everything, shows no token that was typed, and prints the new ones',
	async (t) => {
		const desk = await openSetupDesk(t);
		const { type, screen, exited } = start(t, desk, 'register-workspace');
		await type('Address of Rocket.Chat', 'ftp://chat\r');
		await type('must begin with https://', `\u0015${desk.url}\r`);
		await type('User id', `${desk.admin.userId}\r`);
		await type('Personal access token', `${desk.admin.authToken}\r`);
		t.is(await exited, 0, screen());
		t.false(screen().includes(desk.admin.authToken.slice(0, 4)));
		t.regex(screen(), /commandToken {2}[\w-]{43}\s+webhookToken {2}[\w-]{43}/u);
		const workspace = await desk.database.stores.workspaces.findByUrl(desk.url);
		t.is(workspace?.authToken, desk.admin.authToken);
	},
);

atTerminal('asks which workspace, and for a token in place of standard input', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.database.stores.workspaces.insert(newWorkspace({ url: 'https://one.example.org' }));
	await desk.database.stores.workspaces.insert(newWorkspace({ url: desk.url }));
	const { bob } = desk;
	const options = ['--user-id', bob.userId, '--token-file', '-'];
	const { type, screen, exited, hasStyles } = start(
		t,
		desk,
		'register-agent',
		'--no-color',
		...options,
	);
	await type('Which workspace?', '\u001b[B\r');
	await type('Personal access token', `${bob.authToken}\r`);
	t.is(await exited, 0, screen());
	t.regex(screen(), /bob@example\.org is registered/u);
	t.false(hasStyles());
	t.false(screen().includes(bob.authToken.slice(0, 4)));
});

atTerminal('removes an instance when its id is typed, and nothing after Ctrl+C', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.introduce();
	const { idInstance } = desk.stage;
	const { instances } = desk.database.stores;
	const first = start(t, desk, 'remove-instance', idInstance);
	await first.type(`Type ${idInstance}`, '7\r');
	await first.type(`It is ${idInstance}`, '\u0003');
	t.is(await first.exited, 130, first.screen());
	t.regex(first.screen(), /Nothing was changed\.\s+\(interrupted\)/u);
	t.truthy(await instances.find(asInstanceId(idInstance)));
	const second = start(t, desk, 'remove-instance');
	await second.type('Which instance', `${idInstance}\r`);
	await second.type(`Type ${idInstance}`, `${idInstance}\r`);
	t.is(await second.exited, 0, second.screen());
	t.regex(second.screen(), /belongs to bob@example\.org[^]*is removed/u);
	t.is(await instances.find(asInstanceId(idInstance)), undefined);
});

atTerminal('lists in the width of the terminal', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.introduce();
	const { screen, exited, hasStyles } = start(t, desk, 'list-instances');
	t.is(await exited, 0);
	t.true(hasStyles());
	const plain = start(t, desk, 'list-instances', '--no-color');
	t.is(await plain.exited, 0);
	t.false(plain.hasStyles());
	t.regex(screen(), /┌─[^]*│ 1101000001 │ authorized/u);
	t.true(
		screen()
			.split(/\r?\n/u)
			.every((line) => line.length <= 80),
	);
});
