import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../support/child.js';
import type { Ended } from '../support/child.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { openRaw } from '../support/storage.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const CHAT = '79001112233@c.us';

type Row = { id: number; state: string; target_id: string | null };

/** A conversation that a customer has begun, and the program as an operator runs it beside the daemon. */
type Conversation = World & {
	readonly rid: string;
	run(...args: string[]): Promise<Ended>;
	/** The agent's messages in the ledger. */
	outbound(): Promise<Row[]>;
	/** What went out to the customer. */
	sent(): string[];
	/** Changes an agent's row, past the product. */
	force(id: number, columns: object): Promise<void>;
};

async function begin(t: ExecutionContext, engine: Engine): Promise<Conversation> {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl: url });
	const { greenApi, rocketChat, idInstance } = world.stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Where is it?' });
	const room = await waitFor(() => rocketChat.rooms[0], { label: 'a room' });
	const raw = openRaw(t, url);
	// An operator's shell has none of the daemon's folder: the database is enough.
	const env = { DATABASE_URL: url, DATA_DIR: await temporaryFolder(t) };
	return {
		...world,
		rid: room.rid,
		run: (...args) => startProgram(t, args, { env }).exited,
		outbound: async () => {
			const query = raw('messages').where({ direction: 'outbound' }).orderBy('id');
			return (await query) as Row[];
		},
		sent: () => greenApi.instance(idInstance).sent.map(({ text }) => text),
		force: async (id, columns) => {
			await raw('messages').where({ id }).update(columns);
		},
	};
}

/** Waits for the agent's message number `index` to be in that state. */
async function inState(
	{ outbound }: Conversation,
	index: number,
	state: string,
	timeoutMs = 10_000,
): Promise<Row> {
	return waitFor(
		async () => {
			const row = (await outbound())[index];
			return row?.state === state ? row : undefined;
		},
		{ timeoutMs, label: `message ${index} to be ${state}` },
	);
}

for (const engine of availableEngines()) {
	test(`${engine}: a running daemon delivers a revived message once, soon`, async (t) => {
		const conversation = await begin(t, engine);
		const { greenApi, rocketChat } = conversation.stage;
		const heal = greenApi.faults.add({
			path: /sendMessage/u,
			kind: 'refuse',
			status: 401,
			times: 99,
		});
		rocketChat.agentSays(conversation.rid, { username: 'jane', text: 'It left today' });
		const { id } = await inState(conversation, 0, 'dead');
		const listed = await conversation.run('list-dead-letters');
		t.regex(listed.stdout, new RegExp(`^${id} .*GREEN_API_TOKEN_REFUSED$`, 'mu'));
		heal();
		t.deepEqual(conversation.sent(), []);
		const revived = await conversation.run('retry-message', String(id));
		t.is(revived.code, 0, `stderr: ${revived.stderr}`);
		await waitFor(() => conversation.sent().length > 0, { timeoutMs: 2000, label: 'the message' });
		const { target_id } = await inState(conversation, 0, 'done');
		rocketChat.agentSays(conversation.rid, { username: 'jane', text: 'Here is the number' });
		await inState(conversation, 1, 'done');
		t.deepEqual(conversation.sent(), ['It left today', 'Here is the number']);
		const traced = await conversation.run('trace', String(target_id));
		t.regex(traced.stdout, new RegExp(`^${id} {2}outbound message, delivered$`, 'mu'));
		t.is((await conversation.run('list-dead-letters')).stdout, '');
	});

	test(`${engine}: a revived message that may have been sent is looked up first`, async (t) => {
		const conversation = await begin(t, engine);
		const { rocketChat } = conversation.stage;
		rocketChat.agentSays(conversation.rid, { username: 'jane', text: 'It left today' });
		const { id, target_id } = await inState(conversation, 0, 'done');
		// As after a call without an answer whose attempts were used up.
		const doubt = { state: 'dead', target_id: null, call_started_at: Date.now() };
		await conversation.force(id, doubt);
		await conversation.run('retry-message', '--all');
		const found = await inState(conversation, 0, 'done');
		t.is(found.target_id, target_id);
		t.deepEqual(conversation.sent(), ['It left today'], 'not sent again');
	});

	test(`${engine}: a daemon that starts later delivers what was revived`, async (t) => {
		const conversation = await begin(t, engine);
		const { greenApi, rocketChat } = conversation.stage;
		const heal = greenApi.faults.add({
			path: /sendMessage/u,
			kind: 'refuse',
			status: 401,
			times: 99,
		});
		rocketChat.agentSays(conversation.rid, { username: 'jane', text: 'It left today' });
		const { id } = await inState(conversation, 0, 'dead');
		heal();
		const daemon = conversation.daemon();
		daemon.kill();
		await daemon.exited;
		t.is((await conversation.run('retry-message', String(id))).code, 0);
		t.regex((await conversation.run('trace', String(id))).stdout, /to be delivered$/mu);
		await conversation.crash();
		await inState(conversation, 0, 'done');
		t.deepEqual(conversation.sent(), ['It left today']);
	});
}
