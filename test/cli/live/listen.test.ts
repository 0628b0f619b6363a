import test from 'ava';
import { startProgram } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { hasTerminals, startAtTerminal } from '../../support/terminal.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import { openDesk, OTHER_CHAT, SECRET_WORDS } from '../ledger-of-a-desk.js';

const atTerminal = hasTerminals() ? test : test.skip;

for (const engine of availableEngines()) {
	test(`${engine}: follows a conversation as it crosses`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, { databaseUrl: url });
		const cwd = await temporaryFolder(t);
		const { greenApi, rocketChat, idInstance } = world.stage;
		// What comes before it has begun to listen counts, too.
		const args = ['listen', '--json', '--since', '1m'];
		const program = startProgram(t, args, { cwd, env: world.env });
		greenApi.customerWrites(idInstance, { chatId: '79001112233@c.us', text: 'Where is it?' });
		await program.waitForLine(/"step":"delivered".*"direction":"inbound"/u);
		const [room] = rocketChat.rooms;
		rocketChat.agentSays(room!.rid, { username: 'jane', text: 'Here' });
		await program.waitForLine(/"step":"delivered".*"direction":"outbound"/u);
		await program.waitForLine(/"step":"receipt".*"receipt":"read"/u);
		program.kill('SIGINT');
		const { code, stdout } = await program.exited;
		t.is(code, 0);
		const lines = stdout.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
		t.true(lines.every(({ version }) => version === 1));
		const steps = lines.map(({ step, id }) => `${String(step)} ${String(id)}`);
		t.deepEqual(
			steps.filter((step) => !step.startsWith('receipt')),
			[...new Set(steps.filter((step) => !step.startsWith('receipt')))],
		);
		t.false(stdout.includes('Where is it?'));
		t.is(lines[0]?.['chat'], '79001112233@c.us');
	});
}

test('prints what was before, filtered, and ends after so many lines', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await desk.add({ chat: OTHER_CHAT });
	await desk.bury();
	const all = await desk.run('listen', '--since', '10m', '--count', '3');
	t.is(all.code, 0, `stderr: ${all.stderr}`);
	t.regex(all.stdout, /given up .* GREEN_API_TOKEN_REFUSED$/mu);
	t.false(all.stdout.includes(SECRET_WORDS));
	const phone = ['--phone', '+7 900 111-22-33', '--state', 'pending'];
	const one = await desk.run('listen', '--since', '1h', '--count', '1', ...phone, '--show-text');
	t.regex(one.stdout, new RegExp(`accepted[^]*\\n +${SECRET_WORDS}`, 'u'));
	const russian = await desk.run('--lang', 'ru', 'listen', '--since', '1d', '--count', '1');
	t.regex(russian.stdout, /в WhatsApp/u);
});

test('refuses what it can’t understand', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	for (const args of [
		['--since', 'yesterday'],
		['--direction', 'up'],
		['--phone', '+7900', '--chat', 'x'],
		['--count', '0'],
	])
		t.is((await desk.run('listen', ...args)).code, 2, `with ${args.join(' ')}`);
	const elsewhere = await desk.run('listen', '--workspace', 'https://no.example.org');
	t.is(elsewhere.code, 1);
	t.regex(elsewhere.stderr, /workspace-not-registered/u);
	const cwd = await temporaryFolder(t);
	t.is((await startProgram(t, ['listen'], { cwd }).exited).code, 1);
});

test('ends when nobody reads any more', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await desk.add();
	const env = { DATABASE_URL: desk.url };
	const command = 'node bin/greenapi-rc.js listen --since 10m | head -1';
	const script = `require("child_process").execSync(${JSON.stringify(command)},{stdio:"inherit"})`;
	const { startChild } = await import('../../support/child.js');
	const program = startChild(t, ['-e', script], { env });
	await program.waitForLine(/accepted/u);
	await desk.add();
	t.is((await program.exited).code, 0);
});

atTerminal('at a terminal it has colours, and Ctrl+C ends it', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await desk.bury();
	const env = { DATABASE_URL: desk.url };
	const cwd = await temporaryFolder(t);
	const { screen, type, exited, hasStyles } = startAtTerminal(t, ['listen', '--since', '1h'], {
		...{ cwd, env },
	});
	await waitFor(() => screen().includes('given up'), { label: 'a dead letter' });
	t.true(hasStyles());
	await type('given up', '\u0003');
	t.is(await exited, 0);
});
