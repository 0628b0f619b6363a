import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Knex } from 'knex';
import { asChatId, asInstanceId, asRoomId, asVisitorToken } from '../../../src/core/domain/ids.js';
import { startProgram } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { newChat } from '../../support/rows.js';
import { openRaw } from '../../support/storage.js';
import { hasTerminals, startAtTerminal } from '../../support/terminal.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import { CHAT, INSTANCE, openDesk, OTHER_CHAT, OTHER_INSTANCE } from '../ledger-of-a-desk.js';
import type { Desk } from '../ledger-of-a-desk.js';
import { postWebhook, textWebhook } from './webhooks.js';

const PHONE = '79001112233';
const LID = '120650379300963@lid';
const GROUP = '120363043968066561@g.us';
const DAY = 24 * 3_600_000;
/** Nothing of this may be left. */
const TRACES = [PHONE, '120650379300963', 'Mary Major', 'my secret words', 'sent-to-mary'];

const TABLES = ['messages', 'chats', 'lanes', 'instances', 'workspaces', 'agents', 'preferences'];

/** Every value of every table, and for SQLite the bytes of its files: free pages and the journal, too. */
async function everything(raw: Knex, url: string): Promise<string> {
	const rows = await Promise.all(TABLES.map(async (table) => (await raw(table)) as unknown));
	const path = url.slice('sqlite:'.length);
	const files = url.startsWith('sqlite:')
		? [path, `${path}-wal`].filter((one) => existsSync(one))
		: [];
	return [JSON.stringify(rows), ...files.map(bytesOf)].join('\n');
}

/** In another process: whoever closes the file in this one takes SQLite's locks away from the open connections. */
function bytesOf(path: string): string {
	return spawnSync('cat', [path], { encoding: 'latin1', maxBuffer: 2 ** 26 }).stdout;
}

async function keysOf(raw: Knex): Promise<string[]> {
	return raw<{ event_key: string }>('messages').orderBy('id').pluck('event_key');
}

function tracesIn(text: string): string[] {
	return TRACES.filter((trace) => text.includes(trace));
}

/** A customer in two instances, with a second id, in a group, and with rows of all ages. */
async function fill(desk: Desk): Promise<{ mentioned: number; other: number }> {
	const mary = (extra: object = {}): { payload: object } => ({
		payload: { ...textWebhook(CHAT, 'my secret words'), ...extra },
	});
	const done = (days = 0) =>
		({ state: 'done', settledAt: Date.now() - days * DAY, targetId: 'sent-to-mary' }) as const;
	await desk.add({ direction: 'inbound', ...mary(), change: done() });
	await desk.add({
		direction: 'inbound',
		...mary(),
		acceptedAt: Date.now() - 40 * DAY,
		change: done(40),
	});
	await desk.add({ direction: 'inbound', ...mary(), instance: OTHER_INSTANCE, change: done() });
	const message = { _id: 'rc-1', msg: 'Dear Mary Major', u: { username: 'jane' } };
	await desk.add({ payload: { message, roomId: 'r', visitorToken: 'v' }, change: done() });
	await desk.bury({ payload: { message }, change: { lastError: `X: ${CHAT} is not there` } });
	await desk.add({ kind: 'reaction', change: { state: 'waiting', note: 'waits' } });
	await desk.add({ direction: 'inbound', chat: LID, ...mary(), change: done() });
	const { chats } = desk.database.stores;
	const raw = desk.raw();
	const holder = await raw<{ id: number; wa_chat_id: string }>('chats')
		.where({ wa_chat_id: CHAT })
		.first('id');
	await raw('chats').where({ wa_chat_id: LID }).update({ same_as: holder?.id });
	const place = { workspaceId: 1, instanceId: asInstanceId(OTHER_INSTANCE) };
	await chats.insertOnce(
		newChat({
			...{ ...place, chatId: asChatId(LID), name: 'Mary Major', roomId: asRoomId('room-9') },
			visitorToken: asVisitorToken(`greenapi:79990000000:${PHONE}`),
		}),
	);
	await desk.add({ direction: 'inbound', chat: GROUP, ...mary(), change: done() });
	const mentioned = await desk.add({
		direction: 'inbound',
		chat: OTHER_CHAT,
		payload: { ...textWebhook(OTHER_CHAT, `call ${PHONE}, Mary Major`), senderData: {} },
	});
	const longer = { text: `1${PHONE}`, instanceData: { wid: '79990000000@c.us' } };
	const other = await desk.add({ chat: OTHER_CHAT, payload: longer, change: done() });
	await raw('messages').where({ id: other }).update({ target_id: 'kept' });
	return { mentioned, other };
}

for (const engine of availableEngines()) {
	test(`${engine}: nothing of a person is left, in any table or file`, async (t) => {
		const desk = await openDesk(t, engine);
		const { mentioned, other } = await fill(desk);
		const raw = desk.raw();
		const keys = await keysOf(raw);
		const dry = await desk.run('erase-contact', `+${PHONE}`, '--dry-run', '--json');
		t.is(dry.code, 0, `stderr: ${dry.stderr}`);
		t.like(JSON.parse(dry.stdout), { dryRun: true, rows: 7, elsewhere: 1, left: 1 });
		t.deepEqual(tracesIn(await everything(raw, desk.url)), TRACES);
		const first = await desk.run('erase-contact', `+${PHONE}`, '--yes', '--json');
		t.is(first.code, 6, `stderr: ${first.stderr}`);
		t.regex(first.stderr, /partly-done[^]*1 undelivered messages of other chats/u);
		// A dead letter is settled, but not for good: it must be said what ends that.
		t.regex(first.stderr, /list-dead-letters need retry-message or drop-message first/u);
		t.like(JSON.parse(first.stdout), { rows: 7, elsewhere: 1, left: 1, compacted: true });
		await desk.database.stores.messages.update(mentioned, { state: 'done' });
		const { code, stdout, stderr } = await desk.run('erase-contact', PHONE, '--yes');
		t.is(code, 0, `stderr: ${stderr}`);
		t.regex(stdout, /^Erased: 0 rows of 0 chats, and 1 of other chats/u);
		t.regex(stderr, /Not erased: the rooms and the contact in Rocket\.Chat/u);
		// What only looks like the number stays.
		const left = (await everything(raw, desk.url)).replaceAll(`1${PHONE}`, '');
		t.deepEqual(tracesIn(left), []);
		t.is((await desk.database.stores.messages.find(other))?.targetId, 'kept');
		// The fingerprints of all but the old row are there: a repeat is known.
		t.deepEqual(await keysOf(raw), keys.toSpliced(1, 1));
		const traced = await desk.run('trace', `+${PHONE}`);
		t.is(traced.code, 1);
		const again = await desk.run('erase-contact', PHONE, '--yes');
		t.deepEqual([again.code, again.stdout], [0, 'Nothing is known of this contact.']);
		const elsewhere = await desk.run('erase-contact', PHONE, '--dry-run', '--instance', '77');
		t.is(elsewhere.stdout, 'Nothing is known of this contact at instance 77.');
	});

	test(`${engine}: refuses what is under way, or gives it up`, async (t) => {
		const desk = await openDesk(t, engine);
		await desk.add();
		const dry = await desk.run('erase-contact', PHONE, '--dry-run');
		t.regex(dry.stdout, /^1 of them are still to be delivered/mu);
		const pending = await desk.run('erase-contact', PHONE, '--yes');
		t.deepEqual([pending.code, pending.stdout], [1, '']);
		t.regex(pending.stderr, /1 messages of this contact are still[^]*\(contact-busy\)/u);
		const raw = desk.raw();
		const lease = { lease_owner: 'a-daemon', run_at: Date.now() + 600_000, wait: null };
		await raw('lanes').update(lease);
		const held = await desk.run('erase-contact', PHONE, '--yes', '--drop-waiting');
		t.regex(held.stderr, /\(contact-held\)/u);
		t.like(await raw('lanes').first(), { lease_owner: 'a-daemon', wait: null });
		await raw('lanes').update({ run_at: 1 });
		const dropped = await desk.run('erase-contact', PHONE, '--yes', '--drop-waiting');
		t.is(dropped.code, 0, `stderr: ${dropped.stderr}`);
		t.like(await raw('messages').first(), { state: 'skipped', kind: 'event', lane_id: 0 });
		t.like(await raw('lanes').first(), { lease_owner: null });
	});

	test(`${engine}: beside a daemon, a repeat is known and a new message begins anew`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, { databaseUrl: url });
		const { rocketChat } = world.stage;
		const asked = textWebhook(CHAT, 'my secret words');
		t.is((await postWebhook(world, asked)).status, 200);
		const raw = openRaw(t, url);
		const isSettled = async () =>
			(await raw('messages').whereIn('state', ['pending', 'waiting']).first('id')) === undefined;
		await waitFor(isSettled, { label: 'everything is settled' });
		const env = { DATABASE_URL: url };
		const erase = ['erase-contact', PHONE, '--yes'];
		const { code, stderr } = await startProgram(t, erase, { env }).exited;
		t.is(code, 0, `stderr: ${stderr}`);
		t.deepEqual(tracesIn(await everything(raw, url)), []);
		t.is((await postWebhook(world, asked)).status, 200);
		t.is((await postWebhook(world, textWebhook(CHAT, 'Hello again'))).status, 200);
		const texts = () =>
			rocketChat.rooms.map(({ rid }) =>
				rocketChat
					.messages(rid)
					.filter(({ from }) => from === 'visitor')
					.map(({ text }) => text),
			);
		await waitFor(() => texts().some((room) => room.includes('Hello again')), {
			label: 'a new room',
		});
		t.deepEqual(texts(), [['my secret words'], ['Hello again']]);
		t.truthy(await raw('messages').where({ note: 'its chat was erased' }).first('id'));
	});
}

test('refuses the number of an instance, and what is none', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await desk.raw()('instances').where({ id: INSTANCE }).update({ wid: CHAT });
	const own = await desk.run('erase-contact', PHONE, '--yes');
	t.is(own.code, 1);
	t.regex(own.stderr, /number of the instance 1101000001 itself/u);
	const bad = await desk.run('erase-contact', 'Mary', '--yes');
	t.regex(bad.stderr, /\(bad-phone\)/u);
	const unasked = await desk.run('erase-contact');
	t.is(unasked.code, 2);
	t.regex(unasked.stderr, /<phone>, --yes are missing/u);
	const cwd = await temporaryFolder(t);
	const none = await startProgram(t, ['erase-contact', PHONE, '--yes'], { cwd }).exited;
	t.is(none.code, 1);
	t.regex(none.stderr, /There is no database at/u);
});

(hasTerminals() ? test : test.skip)(
	'asks for the number at a terminal',
	async (t: ExecutionContext) => {
		const desk = await openDesk(t, 'sqlite');
		await desk.add({ change: { state: 'done', settledAt: Date.now() } });
		const place = { cwd: await temporaryFolder(t), env: { DATABASE_URL: desk.url } };
		const terminal = startAtTerminal(t, ['erase-contact', PHONE], place);
		await terminal.type('to erase it', '7900\r');
		await terminal.type('Ctrl+C leaves', '\u0015');
		await terminal.type('to erase it', `${PHONE}\r`);
		t.is(await terminal.exited, 0, terminal.screen());
		t.regex(terminal.screen(), /Erased: 1 rows of 1 chats/u);
	},
);
