import test from 'ava';
import type { ExecutionContext } from 'ava';
import { WHATSAPP_SAMPLES } from '../../../src/sandbox/samples/green-api.js';
import { startProgram } from '../../support/child.js';
import type { Ended } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { openRaw } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';

type Item = { kind: string; id: number | null; state: string | null };
type Answer = { version: number; items: Item[] };

type Desk = {
	readonly world: World;
	run(args: readonly string[], input?: string): Promise<Ended>;
	/** Plays it, and waits until it is settled. */
	play(kind: string, ...args: string[]): Promise<Item>;
};

async function openDesk(t: ExecutionContext, engine: Engine): Promise<Desk> {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl: url });
	const cwd = await temporaryFolder(t);
	const run: Desk['run'] = (args, input = '') =>
		startProgram(t, args, { cwd, env: world.env, input }).exited;
	return {
		...{ world, run },
		async play(kind, ...args) {
			const all = ['trigger', kind, '--wait', '--json', ...args];
			const { code, stdout, stderr } = await run(all, world.tokens.webhookToken);
			t.is(code, 0, `${kind}: ${stderr}`);
			const [item] = (JSON.parse(stdout) as Answer).items;
			return item!;
		},
	};
}

for (const engine of availableEngines()) {
	test(`${engine}: a conversation is played from both sides`, async (t) => {
		const { world, run, play } = await openDesk(t, engine);
		const { rocketChat, greenApi, idInstance } = world.stage;
		const said = await run([
			'trigger',
			'text',
			'--text',
			'Where is it?',
			'--name',
			'Mary',
			'--wait',
		]);
		t.is(said.code, 0, `stderr: ${said.stderr}`);
		t.regex(said.stdout, /^text {2}message \d+: delivered$/u);
		t.regex(said.stderr, /greenapi-rc trace \d+ says where it is/u);
		const [room] = rocketChat.rooms;
		t.is(room?.visitorName, 'Mary');
		t.is(rocketChat.messages(room!.rid).at(-1)?.text, 'Where is it?');
		const token = ['--token-file', '-'];
		t.is((await play('agent-text', '--text', 'Here', ...token)).state, 'done');
		t.is(greenApi.instance(idInstance).sent.at(-1)?.text, 'Here');
		const noRow = await play('status-read');
		t.deepEqual([noRow.id, noRow.state], [null, null]);
		t.is((await play('reaction')).state, 'done');
		t.is((await play('edited', '--text', 'Where are they?')).state, 'done');
		const image = ['--file-url', `${greenApi.url}/sandbox/none.png`];
		t.is((await run(['trigger', 'image', '--dry-run', ...image])).code, 0);
		t.is((await play('close', ...token)).id, null);
		await waitFor(async () => {
			const row: unknown = await openRaw(t, world.env['DATABASE_URL']!)('chats').first();
			return (row as { room_id: string | null }).room_id === null;
		});
		const raw = openRaw(t, world.env['DATABASE_URL']!);
		const receipts: unknown = await raw('messages')
			.where({ direction: 'outbound' })
			.pluck('receipt');
		t.deepEqual(receipts, ['read']);
	});
}

test('the daemon takes every kind, several at once and each only once', async (t) => {
	const { world, run } = await openDesk(t, 'sqlite');
	const many = await run(['trigger', 'text', '--count', '3', '--json']);
	const { version, items } = JSON.parse(many.stdout) as Answer;
	t.is(version, 1);
	t.is(new Set(items.map(({ id }) => id)).size, 3);
	const dry = await run(['trigger', 'device', '--dry-run']);
	t.regex(dry.stderr, /Authorization: \*\*\*/u);
	const raw = openRaw(t, world.env['DATABASE_URL']!);
	const token = world.stage.greenApi.instance(world.stage.idInstance).settings['webhookUrlToken'];
	for (const { kind, make } of WHATSAPP_SAMPLES) {
		const body = make({
			...{ idInstance: world.stage.idInstance, wid: '79000000000@c.us', name: 'Mary' },
			...{ chatId: '12025550124@c.us', text: kind, messageId: `M-${kind}`, about: 'M-text' },
			...{ fileUrl: `${world.stage.greenApi.url}/none`, at: Date.now() },
		});
		const answer = await fetch(`${world.daemonUrl}/api/webhook/green-api`, {
			method: 'POST',
			headers: { authorization: String(token), 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		t.is(answer.status, 200, `of ${kind}`);
	}
	const [row] = (await raw('messages').where({ source_id: 'M-poll' })) as { kind: string }[];
	t.is(row?.kind, 'message');
});

test('says what can be played, in the language of whoever reads', async (t) => {
	const { code, stdout } = await startProgram(t, ['trigger', '--list']).exited;
	t.is(code, 0);
	t.regex(stdout, /^sticker +by GREEN-API +a sticker$/mu);
	t.regex(stdout, /^agent-text +by Rocket\.Chat/mu);
	t.true(stdout.split('\n').every((line) => line.length <= 100));
	const russian = await startProgram(t, ['--lang', 'ru', 'trigger', '--list', '--json']).exited;
	const { items } = JSON.parse(russian.stdout) as { items: { kind: string; meaning: string }[] };
	t.is(items.find(({ kind }) => kind === 'sticker')?.meaning, 'стикер');
});

test('without a daemon, a number, a token or a kind it says what to do', async (t) => {
	const { world, run } = await openDesk(t, 'sqlite');
	const noKind = await run(['trigger', 'pollz']);
	t.is(noKind.code, 2);
	t.regex(noKind.stderr, /Did you mean poll, poll-votes\?/u);
	t.is((await run(['trigger'])).code, 2);
	const noNumber = await run(['trigger', 'text', '--phone', 'mary']);
	t.regex(noNumber.stderr, /bad-phone/u);
	const noRoom = await run(['trigger', 'agent-text', '--token-file', '-'], 'x');
	t.regex(noRoom.stderr, /no open conversation[^]*trigger text --phone \+12025550123/u);
	const noMessage = await run(['trigger', 'edited']);
	t.regex(noMessage.stderr, /nothing-earlier/u);
	t.is((await run(['trigger', 'agent-file'])).code, 2);
	t.is((await run(['trigger', 'text', '--wait'])).code, 0);
	const noToken = await run(['trigger', 'agent-text']);
	t.is(noToken.code, 2);
	t.regex(noToken.stderr, /--token-file is missing/u);
	const wrongToken = await run(['trigger', 'agent-text', '--token-file', '-'], 'wrong');
	t.is(wrongToken.code, 1);
	t.regex(wrongToken.stderr, /answered 401[^]*daemon-refused/u);
	world.daemon().kill('SIGKILL');
	await world.daemon().exited;
	const noDaemon = await run(['trigger', 'text']);
	t.is(noDaemon.code, 1);
	t.regex(
		noDaemon.stderr,
		/No daemon answers at http:[^]*greenapi-rc daemon[^]*daemon-not-running/u,
	);
});

test('without a database there is nothing to play to', async (t) => {
	const cwd = await temporaryFolder(t);
	const { code, stderr } = await startProgram(t, ['trigger', 'text'], { cwd }).exited;
	t.is(code, 1);
	t.regex(stderr, /greenapi-rc (?:daemon|migrate)/u);
});
