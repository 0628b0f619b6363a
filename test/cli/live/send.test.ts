import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../../support/child.js';
import type { Ended } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';

const CUSTOMER = '79001112233@c.us';

type Desk = {
	readonly world: World;
	run(args: readonly string[], input?: string): Promise<Ended>;
	/** What the customer got through the API. */
	got(): string[];
};

async function openDesk(t: ExecutionContext, engine: Engine): Promise<Desk> {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl: url });
	const cwd = await temporaryFolder(t);
	const { greenApi, idInstance } = world.stage;
	return {
		world,
		run: (args, input = '') => startProgram(t, args, { cwd, env: world.env, input }).exited,
		got: () =>
			greenApi
				.instance(idInstance)
				.sentTo(CUSTOMER)
				.map(({ text }) => text),
	};
}

for (const engine of availableEngines()) {
	test(`${engine}: a text reaches the customer once, and the agent sees it`, async (t) => {
		const { world, run, got } = await openDesk(t, engine);
		const { greenApi, rocketChat, idInstance } = world.stage;
		greenApi.customerWrites(idInstance, { chatId: CUSTOMER, text: 'Where is it?' });
		await waitFor(() => rocketChat.rooms.length > 0, { label: 'a room' });
		const sent = await run(['send', '+7 900 111-22-33', 'It left *today*', '--wait', '--json']);
		t.is(sent.code, 0, `stderr: ${sent.stderr}`);
		const answer = JSON.parse(sent.stdout) as { items: { id: number; state: string }[] };
		t.like(answer, { version: 1, chat: CUSTOMER, instance: idInstance, isChecked: true });
		t.like(answer.items[0], { state: 'done' });
		t.deepEqual(got(), ['It left *today*']);
		const shown = () => rocketChat.messages(rocketChat.rooms[0]!.rid).map(({ text }) => text);
		await waitFor(() => shown().some((text) => text.includes('It left')), { label: 'a notice' });
		await greenApi.idle();
		// Once: the echo of what the API sent is not shown as somebody else's.
		t.is(shown().filter((text) => text.includes('It left')).length, 1);
		const trace = await run(['trace', String(answer.items[0]?.id)]);
		t.regex(trace.stdout, /outbound automatic message, delivered/u);
	});

	test(`${engine}: what is sent while no daemon runs is sent by the next, in order`, async (t) => {
		const { world, run, got } = await openDesk(t, engine);
		world.daemon().kill('SIGKILL');
		await world.daemon().exited;
		const first = await run(['send', '+79001112233', 'One']);
		t.is(first.code, 0, `stderr: ${first.stderr}`);
		t.regex(first.stdout, /^Message \d+ to \+79001112233 is written down/u);
		t.is((await run(['send', '+79001112233', '-'], 'Two\nlines\n')).code, 0);
		const late = await run(['send', CUSTOMER, 'Three', '--wait', '0.5']);
		t.is(late.code, 1);
		t.regex(late.stderr, /has no receipt after 0\.5 s[^]*not-settled/u);
		t.deepEqual(got(), []);
		await world.crash();
		await waitFor(() => got().length === 3, { label: 'three messages' });
		t.deepEqual(got(), ['One', 'Two\nlines', 'Three']);
	});
}

test('refuses what can’t be sent, and says what to do', async (t) => {
	const { world, run, got } = await openDesk(t, 'sqlite');
	const noText = await run(['send', '+79001112233']);
	t.is(noText.code, 2);
	t.regex(noText.stderr, /<text> is missing/u);
	t.regex((await run(['send', '+79001112233', '-'], ' \n')).stderr, /no-text/u);
	t.regex((await run(['send', 'mary', 'Hello'])).stderr, /bad-phone/u);
	const other = await run(['send', '+79001112233', 'Hello', '--instance', '42']);
	t.regex(other.stderr, /instance-not-found/u);
	const { stage, daemonUrl } = world;
	const { apiToken } = stage.greenApi.addInstance({ idInstance: '1101000002' });
	const instance = { idInstance: '1101000002', apiTokenInstance: apiToken };
	await stage.command(daemonUrl, 'create-instance', instance);
	const several = await run(['--lang', 'ru', 'send', '+79001112233', 'Hello']);
	t.is(several.code, 1);
	t.regex(several.stderr, /1101000001[^]*1101000002[^]*which-instance/u);
	t.deepEqual(got(), []);
	const cwd = await temporaryFolder(t);
	const none = await startProgram(t, ['send', '+79001112233', 'Hello'], { cwd }).exited;
	t.is(none.code, 1);
	t.regex(none.stderr, /greenapi-rc (?:daemon|migrate)/u);
});

test('without GREEN-API the text is kept, and it says that nobody knows the number', async (t) => {
	const { world, run } = await openDesk(t, 'sqlite');
	await world.stage.greenApi.close();
	const { code, stdout, stderr } = await run(['send', '+79001112299', 'Hello', '--json']);
	t.is(code, 0, `stderr: ${stderr}`);
	t.like(JSON.parse(stdout), { isChecked: false });
	const told = await run(['send', '+79001112299', 'Hello']);
	t.regex(told.stderr, /did not answer: whether the number has WhatsApp/u);
});
