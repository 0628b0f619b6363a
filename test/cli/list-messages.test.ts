import test from 'ava';
import { availableEngines } from '../support/databases.js';
import { startProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import {
	CHAT,
	GIVEN_UP,
	INSTANCE,
	openDesk,
	OTHER_CHAT,
	OTHER_INSTANCE,
	SECRET_WORDS,
} from './ledger-of-a-desk.js';
import type { Desk } from './ledger-of-a-desk.js';

const HOUR = 3_600_000;

type Item = { readonly id: number; readonly text?: string | null };
type Page = {
	readonly version: number;
	readonly items: Item[];
	readonly nextBefore: number | null;
};

async function page(desk: Desk, ...args: string[]): Promise<Page> {
	const { code, stdout, stderr } = await desk.run('list-messages', '--json', ...args);
	if (code !== 0) throw new Error(stderr);
	return JSON.parse(stdout) as Page;
}

async function idsOf(desk: Desk, ...args: string[]): Promise<number[]> {
	return (await page(desk, ...args)).items.map(({ id }) => id);
}

for (const engine of availableEngines()) {
	test(`${engine}: lists by chat, instance, state, direction, kind and time, combined`, async (t) => {
		const desk = await openDesk(t, engine);
		const now = Date.now();
		const done = { state: 'done' } as const;
		const old = await desk.add({ acceptedAt: now - 50 * HOUR, change: done });
		const inbound = await desk.add({ direction: 'inbound', acceptedAt: now - HOUR, change: done });
		const edit = await desk.add({ kind: 'edit', chat: OTHER_CHAT });
		const notice = await desk.add({ kind: 'notice', direction: 'inbound' });
		const dead = await desk.bury({ instance: OTHER_INSTANCE });
		t.deepEqual(
			await idsOf(desk),
			[old, inbound, edit, dead],
			'newest last, nothing of the bridge',
		);
		t.deepEqual(await idsOf(desk, '--all'), [old, inbound, edit, notice, dead]);
		t.deepEqual(await idsOf(desk, '--kind', 'notice,edit'), [edit, notice]);
		t.deepEqual(await idsOf(desk, '--phone', `+${CHAT.replace('@c.us', '')}`), [
			old,
			inbound,
			dead,
		]);
		t.deepEqual(await idsOf(desk, '--chat', CHAT, '--instance', INSTANCE), [old, inbound]);
		t.deepEqual(await idsOf(desk, '--instance', OTHER_INSTANCE), [dead]);
		t.deepEqual(await idsOf(desk, '--state', 'pending,dead'), [edit, dead]);
		t.deepEqual(await idsOf(desk, '--direction', 'in'), [inbound]);
		t.deepEqual(await idsOf(desk, '--since', '2d', '--direction', 'out'), [edit, dead]);
		t.deepEqual(await idsOf(desk, '--until', new Date(now - 2 * HOUR).toISOString()), [old]);
		t.deepEqual(await idsOf(desk, '--chat', CHAT, '--since', '30m', '--state', 'dead'), [dead]);
		t.deepEqual(await idsOf(desk, '--workspace', desk.workspaceUrl, '--state', 'dead'), [dead]);
		const second = { ...(await page(desk, '--limit', '2')) };
		t.deepEqual([second.items.map(({ id }) => id), second.nextBefore], [[edit, dead], edit]);
		const rest = await page(desk, '--before', String(edit), '--newest-first');
		t.deepEqual([rest.items.map(({ id }) => id), rest.nextBefore], [[inbound, old], null]);
	});

	test(`${engine}: prints columns that fit, and customers' texts only when asked`, async (t) => {
		const desk = await openDesk(t, engine);
		const acceptedAt = Date.now() - 5 * HOUR;
		const id = await desk.bury({ acceptedAt, change: { ...GIVEN_UP, attempts: 19 } });
		const { code, stdout, stderr } = await desk.run('list-messages');
		t.is(code, 0, `stderr: ${stderr}`);
		t.is(
			stdout
				.split('\n')
				.map((line) => line.replaceAll(/ {2,}/gu, '|'))
				.join('\n'),
			[
				'id|age|what|instance|chat|state',
				`${id}|5 h|out message|${INSTANCE}|79001112233|dead, 19 attempts, GREEN_API_TOKEN_REFUSED`,
			].join('\n'),
		);
		t.regex(stderr, /trace <id>/u);
		const shown = await desk.run('list-messages', '--show-text');
		t.regex(shown.stdout, new RegExp(`^${id} .*dead.*\n {4}${SECRET_WORDS}$`, 'u'));
		const [item] = (await page(desk)).items;
		t.deepEqual(Object.keys(item!), [
			...['id', 'direction', 'kind', 'part', 'workspace', 'instance', 'chat', 'sourceId'],
			...['targetId', 'state', 'receipt', 'attempts', 'acceptedAt', 'settledAt', 'isPaused'],
			...['lastError', 'note'],
		]);
		const [withText] = (await page(desk, '--show-text')).items;
		t.is(withText!.text, SECRET_WORDS);
		const none = await desk.run('--lang', 'ru', 'list-messages', '--chat', OTHER_CHAT);
		t.deepEqual([none.code, none.stdout, none.stderr], [0, '', 'Таких сообщений нет.']);
	});
}

test('refuses what is no chat and a workspace that is not registered', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const chat = await desk.run('list-messages', '--chat', 'Mary');
	t.deepEqual([chat.code, chat.stdout], [1, '']);
	t.regex(chat.stderr, /\(bad-chat\)$/u);
	const workspace = await desk.run('list-messages', '--workspace', 'https://other.example.org');
	t.deepEqual([workspace.code, workspace.stdout], [1, '']);
	t.regex(workspace.stderr, /\(workspace-needed\)$/u);
});

test('says that there is no database', async (t) => {
	const env = { DATA_DIR: await temporaryFolder(t) };
	const { code, stdout, stderr } = await startProgram(t, ['list-messages'], { env }).exited;
	t.deepEqual([code, stdout], [1, '']);
	t.regex(stderr, /STORAGE_/u);
});

for (const args of [
	['--state', 'lost'],
	['--kind', 'letter'],
	['--direction', 'up'],
	['--since', 'yesterday'],
	['--before', 'x'],
	['--chat', CHAT, '--phone', '1'],
]) {
	test(`refuses ${args.join(' ')}, with 2`, async (t) => {
		const { code, stdout, stderr } = await startProgram(t, ['list-messages', ...args]).exited;
		t.deepEqual([code, stdout], [2, '']);
		t.regex(stderr, /^error: /u);
	});
}
