import test from 'ava';
import { asRoomId } from '../../src/core/domain/ids.js';
import { availableEngines } from '../support/databases.js';
import { startProgram } from '../support/child.js';
import {
	CHAT,
	INSTANCE,
	openDesk,
	OTHER_CHAT,
	OTHER_INSTANCE,
	SECRET_WORDS,
} from './ledger-of-a-desk.js';
import type { Desk } from './ledger-of-a-desk.js';

type Item = { id: number; [field: string]: unknown };
type Traced = { version: number; foundAs: string; items: Item[] };

async function traced({ run }: Desk, ...args: string[]): Promise<Traced> {
	return JSON.parse((await run('trace', '--json', ...args)).stdout) as Traced;
}

const idsOf = ({ items }: Traced) => items.map(({ id }) => id);

/** The lines of a block as label and value. */
function labelled(block: string): Record<string, string> {
	const lines = block.split('\n').slice(1);
	return Object.fromEntries(
		lines.map((line) => [line.slice(2, 18).trim(), line.slice(18)] as const),
	);
}

for (const engine of availableEngines()) {
	test(`${engine}: says the whole way of a dead letter, and what to do`, async (t) => {
		const desk = await openDesk(t, engine);
		const acceptedAt = Date.parse('2026-11-20T14:00:00.000Z');
		const id = await desk.bury({ sourceId: 'rcMessage1', acceptedAt });
		const { code, stdout, stderr } = await desk.run('trace', String(id));
		t.is(code, 0, `stderr: ${stderr}`);
		t.is(stdout.split('\n')[0], `${id}  outbound message, dead letter: given up`);
		const { accepted = '', ...lines } = labelled(stdout);
		t.regex(accepted, /^2026-11-20 14:00:00 UTC \(\d+ (?:h|d) ago\)$/u);
		t.deepEqual(lines, {
			workspace: desk.workspaceUrl,
			instance: INSTANCE,
			chat: CHAT,
			room: 'room-1',
			'Rocket.Chat id': 'rcMessage1',
			settled: '2026-11-20 14:00:02 UTC, 2.0 s later',
			'failed attempts': '1',
			'last error': 'GREEN_API_TOKEN_REFUSED: GREEN-API sendMessage was answered 401',
			note: 'Copy the token from the GREEN-API console.',
		});
	});

	test(`${engine}: says of what a change, a notice and an automatic message are`, async (t) => {
		const desk = await openDesk(t, engine);
		const direction = 'inbound';
		const runAt = Date.parse('2026-11-20T14:10:00.000Z');
		const parked = { state: 'waiting', runAt } as const;
		const ids = [
			await desk.add({ direction, kind: 'edit', sourceId: '3EB0', change: parked }),
			await desk.add({ kind: 'auto', sourceId: '', change: { state: 'done' } }),
			await desk.add({ direction, kind: 'notice', sourceId: '', change: { state: 'done' } }),
		];
		const blocks = (await desk.run('trace', CHAT)).stdout.split('\n\n');
		t.deepEqual(
			blocks.map((block) => block.split('\n')[0]),
			[
				`${ids[0]}  inbound edit, waits for the message it belongs to`,
				`${ids[1]}  outbound automatic message, delivered`,
				`${ids[2]}  inbound notice, delivered`,
			],
		);
		const [edit, ...others] = blocks.map(labelled);
		t.is(edit?.['about message'], '3EB0');
		t.is(edit?.['waits'], 'for that message, until 2026-11-20 14:10:00 UTC at most');
		for (const lines of others)
			t.false(['about message', 'WhatsApp id', 'Rocket.Chat id'].some((label) => label in lines));
	});

	test(`${engine}: tells a reaction from one that was taken back`, async (t) => {
		const desk = await openDesk(t, engine);
		const payload = { emoji: '👍', agentUserId: 'u', reactedAt: '' };
		await desk.add({ kind: 'reaction', payload });
		await desk.add({ kind: 'reaction', payload: { ...payload, isRemoved: true } });
		const blocks = (await desk.run('trace', CHAT, '--show-text')).stdout.split('\n\n');
		const texts = blocks.map((block) => labelled(block)['text']);
		t.deepEqual(texts, ['👍', 'removed the reaction']);
	});

	test(`${engine}: an alert that could not be brought is tried at a time of its own`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await desk.add({ direction: 'inbound', kind: 'alert', sourceId: '' });
		const runAt = Date.now() + 600_000;
		await desk.raw()('messages').where({ id }).update({ lane_id: 0, run_at: runAt });
		const { stdout } = await desk.run('trace', String(id));
		t.regex(
			stdout,
			/^\d+ {2}inbound direct message to the owner of the instance, to be delivered\n/u,
		);
		t.regex(labelled(stdout)['next try'] ?? '', /UTC \(in \d+ min\)$/u);
	});

	test(`${engine}: gives the same as JSON, complete`, async (t) => {
		const desk = await openDesk(t, engine);
		const acceptedAt = Date.parse('2026-11-20T14:00:00.000Z');
		const settled = { state: 'done', targetId: 'BAE5F4', settledAt: acceptedAt + 740 } as const;
		const id = await desk.add({ sourceId: 'rcMessage1', acceptedAt, change: settled });
		const row = await desk.database.stores.messages.find(id);
		const lane = await desk.database.stores.lanes.find(row?.laneId ?? 0);
		const jane = { userId: 'jane', name: 'Jane Doe' };
		await desk.database.stores.chats.setServing(lane?.chatId ?? 0, asRoomId('room-1'), jane);
		t.regex((await desk.run('trace', String(id))).stdout, /^ {2}served by {7}Jane Doe$/mu);
		t.deepEqual(await traced(desk, 'BAE5F4'), {
			version: 1,
			foundAs: 'message',
			items: [
				{
					id,
					direction: 'outbound',
					kind: 'message',
					part: 0,
					workspace: desk.workspaceUrl,
					instance: INSTANCE,
					chat: CHAT,
					room: 'room-1',
					servedBy: 'Jane Doe',
					sourceId: 'rcMessage1',
					targetId: 'BAE5F4',
					state: 'done',
					receipt: null,
					attempts: 0,
					acceptedAt: '2026-11-20T14:00:00.000Z',
					settledAt: '2026-11-20T14:00:00.740Z',
					tookMs: 740,
					inDoubtSince: null,
					nextTryAt: null,
					behind: null,
					lane: { id: row?.laneId, wait: null, heldBy: null },
					pause: null,
					lastError: null,
					note: null,
				},
			],
		});
	});

	test(`${engine}: finds a message by its id on either side`, async (t) => {
		const desk = await openDesk(t, engine);
		const change = { state: 'done', targetId: 'there' } as const;
		const ids = [
			await desk.add({ sourceId: 'here', change }),
			await desk.add({ sourceId: 'here', change: { state: 'done' } }),
			await desk.add({ sourceId: 'elsewhere' }),
		];
		t.deepEqual(idsOf(await traced(desk, 'here')), ids.slice(0, 2));
		t.deepEqual(idsOf(await traced(desk, 'there')), ids.slice(0, 1));
		t.deepEqual(idsOf(await traced(desk, 'here', '--limit', '1')), ids.slice(1, 2), 'the newest');
	});

	test(`${engine}: finds the newest messages of a phone number at all instances`, async (t) => {
		const desk = await openDesk(t, engine);
		const ids = [
			await desk.add({ direction: 'inbound', change: { state: 'done' } }),
			await desk.bury(),
			await desk.add({ instance: OTHER_INSTANCE, change: { state: 'skipped' } }),
			await desk.add({ direction: 'inbound' }),
		];
		await desk.add({ chat: OTHER_CHAT });
		for (const what of ['79001112233', '+7 (900) 111-22-33', '0079001112233', CHAT]) {
			const found = await traced(desk, what);
			t.deepEqual([found.foundAs, idsOf(found)], ['chat', ids], `of ${what}`);
		}
		const limited = await desk.run('trace', CHAT, '--limit', '2');
		t.deepEqual(
			limited.stdout.match(/^\d+/gmu)?.map(Number),
			ids.slice(2),
			'the newest two, newest last',
		);
		t.regex(limited.stderr, /newest 2; --limit/u);
	});

	test(`${engine}: takes a number as a row, and with + as a phone number`, async (t) => {
		const desk = await openDesk(t, engine);
		const row = await desk.add({ chat: OTHER_CHAT });
		await desk.raw()('messages').where({ id: row }).update({ id: 79001112233 });
		const ofChat = await desk.add();
		t.deepEqual(idsOf(await traced(desk, '79001112233')), [79001112233]);
		t.deepEqual(idsOf(await traced(desk, '+79001112233')), [ofChat]);
	});

	test(`${engine}: says why a message waits, and who delivers it`, async (t) => {
		const desk = await openDesk(t, engine);
		const { lanes, messages } = desk.database.stores;
		const ids = [await desk.add(), await desk.add()];
		const laneId = (await messages.find(ids[0]!))?.laneId ?? 0;
		const later = Date.now() + 600_000;
		await lanes.release([laneId], later, 'GREEN_API_QUOTA');
		const blocks = (await desk.run('trace', CHAT)).stdout.split('\n\n');
		t.is(labelled(blocks[0] ?? '')['waits'], 'GREEN_API_QUOTA');
		t.is(labelled(blocks[1] ?? '')['waits'], `behind message ${ids[0]!}, GREEN_API_QUOTA`);
		t.regex(labelled(blocks[1] ?? '')['next try'] ?? '', /UTC \(in \d+ (?:s|min)\)$/u);
		const [waits] = (await traced(desk, String(ids[1]))).items;
		t.deepEqual([waits?.['behind'], waits?.['nextTryAt']], [ids[0], new Date(later).toISOString()]);
		await lanes.release([laneId], null, null);
		await lanes.claim([laneId], 'worker-1', Date.now(), later);
		const held = labelled((await desk.run('trace', String(ids[0]))).stdout);
		t.is(held['held by'], `worker worker-1, which delivers now (lane ${laneId})`);
		t.is(held['next try'], undefined);
		const [item] = (await traced(desk, String(ids[0]))).items;
		t.deepEqual(item?.['lane'], { id: laneId, wait: null, heldBy: 'worker-1' });
	});

	test(`${engine}: shows what a message says only when it is asked to`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = String(await desk.bury());
		for (const args of [[id], [id, '--json']]) {
			const silent = await desk.run('trace', ...args);
			t.false(silent.stdout.includes(SECRET_WORDS));
			const open = await desk.run('trace', ...args, '--show-text');
			t.true(open.stdout.includes(SECRET_WORDS), `stderr: ${open.stderr}`);
			t.false(open.stdout.includes('greenapi:secret'), 'the secret of the visitor');
		}
	});

	test(`${engine}: shows nothing that a terminal would obey`, async (t) => {
		const desk = await openDesk(t, engine);
		const lastError = 'ROCKET_CHAT_REFUSED: \u001b[2J\u202eno\u0007\nsecond line';
		const id = await desk.bury({ sourceId: 'rc\u001b[31m', change: { lastError } });
		const { stdout } = await desk.run('trace', String(id));
		t.notRegex(stdout, /[^\P{Cc}\n]|\u202e/u);
		t.regex(stdout, /no.* second line$/mu);
	});

	test(`${engine}: says what was looked for when nothing is found`, async (t) => {
		const desk = await openDesk(t, engine);
		await desk.add();
		const number = await desk.run('trace', '4915112345678');
		t.deepEqual([number.code, number.stdout], [1, '']);
		t.regex(
			number.stderr,
			/no row with the number 4915112345678, no message with the id 4915112345678, no messages of the chat 4915112345678@c\.us/u,
		);
		const group = await desk.run('trace', '120363043968066561@g.us');
		t.regex(group.stderr, /\nMessages of a group that is not shown \(preference groups\)/u);
		const word = await desk.run('trace', '3EB0C7', '--json');
		t.deepEqual([word.code, word.stdout], [1, '']);
		const { error } = JSON.parse(word.stderr) as { error: Record<string, unknown> };
		t.deepEqual([error['code'], error['retryable']], ['message-not-found', false]);
		t.is(error['message'], 'Nothing was found: no message with the id 3EB0C7.');
	});
}

test('begins the help of each command for operators with examples', async (t) => {
	for (const command of ['list-dead-letters', 'retry-message', 'trace']) {
		const { code, stdout } = await startProgram(t, [command, '--help']).exited;
		t.is(code, 0);
		t.regex(stdout, new RegExp(`^Examples:\\n {2}greenapi-rc ${command}[^]*Usage:`, 'u'));
	}
});

test('refuses a trace of nothing, with 2', async (t) => {
	const { code, stdout, stderr } = await startProgram(t, ['trace']).exited;
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /missing required argument/u);
});
