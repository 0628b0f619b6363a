import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { startProgram } from '../../support/child.js';
import { availableEngines } from '../../support/databases.js';
import { rowsOf } from '../../support/ledger.js';
import { NOW } from '../../support/rows.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { CHAT, openDesk, OTHER_CHAT } from '../ledger-of-a-desk.js';
import type { Desk } from '../ledger-of-a-desk.js';
import { textWebhook } from './webhooks.js';

const settled = (extra: object = {}) => ({ state: 'done', settledAt: NOW, ...extra }) as const;

/** A customer's event as it stands in a row, sent so many minutes after two o'clock. */
function said(minutes: number, messageData: object, idMessage: string): object {
	const timestamp = NOW / 1000 + minutes * 60;
	return { ...textWebhook(CHAT, ''), idMessage, timestamp, messageData };
}

function text(textMessage: string): object {
	return { typeMessage: 'textMessage', textMessageData: { textMessage } };
}

async function converse(desk: Desk): Promise<void> {
	const inbound = { direction: 'inbound', acceptedAt: NOW } as const;
	await desk.add({
		...{
			...inbound,
			sourceId: 'wa-1',
			payload: said(0, text('Where is\n  my \u001b[31mparcel?'), 'wa-1'),
		},
		change: settled({ targetId: 'rc-q' }),
	});
	const file = { downloadUrl: 'https://files.example.org/a.jpg?token=secret', fileName: 'a.jpg' };
	await desk.add({
		...{ ...inbound, sourceId: 'wa-2' },
		payload: said(1, { typeMessage: 'imageMessage', fileMessageData: file }, 'wa-2'),
		change: settled({ targetId: 'rc-f' }),
	});
	const message = {
		...{
			_id: 'rc-1',
			ts: new Date(NOW + 120_000).toISOString(),
			u: { username: 'jane', name: 'Jane Doe' },
		},
		msg: '[ ](https://chat.example.org/live/r?msg=rc-q) On its way',
	};
	const sent = await desk.add({
		sourceId: 'rc-1',
		payload: { message },
		change: settled({ targetId: 'wa-3' }),
	});
	await desk.raw()('messages').where({ id: sent }).update({ receipt: 'read' });
	await desk.add({
		kind: 'notice',
		direction: 'inbound',
		payload: { text: 'for agents' },
		change: settled(),
	});
	const reaction = {
		typeMessage: 'reactionMessage',
		extendedTextMessageData: { text: '👍' },
		quotedMessage: { stanzaId: 'wa-3' },
	};
	await desk.add({
		...{ ...inbound, kind: 'reaction', sourceId: 'wa-3', payload: said(3, reaction, 'wa-4') },
		change: settled(),
	});
	await desk.add({
		kind: 'deletion',
		sourceId: 'rc-1',
		acceptedAt: NOW + 240_000,
		change: settled(),
	});
	await desk.bury({ kind: 'auto', payload: { text: 'Good bye' }, acceptedAt: NOW + 300_000 });
	await desk.add({
		chat: OTHER_CHAT,
		payload: { message: { _id: 'x', msg: 'another chat' } },
		change: settled(),
	});
}

for (const engine of availableEngines()) {
	test(`${engine}: prints a conversation for reading`, async (t) => {
		const desk = await openDesk(t, engine);
		await converse(desk);
		const { code, stdout, stderr } = await desk.run('export-chat', '+79001112233');
		t.is(code, 0, `stderr: ${stderr}`);
		t.deepEqual(stdout.split('\n'), [
			'Chat 79001112233@c.us, Mary, instance 1101000001',
			'',
			'2026-11-22 14:00:00 UTC  Mary Major',
			'  Where is',
			'    my [31mparcel?',
			'',
			'2026-11-22 14:01:00 UTC  Mary Major',
			'  [a.jpg] https://files.example.org/a.jpg',
			'',
			'2026-11-22 14:02:00 UTC  Jane Doe (agent)  read',
			'  > Mary Major: Where is',
			'  On its way',
			'',
			'2026-11-22 14:03:00 UTC  Mary Major  reaction',
			'  > Jane Doe: On its way',
			'  reacted with 👍',
			'',
			'2026-11-22 14:04:00 UTC  agent  deleted',
			'  > Jane Doe: On its way',
			'',
			'2026-11-22 14:05:00 UTC  automatic message  not delivered',
			'  Good bye',
		]);
		const part = await desk.run(
			...['export-chat', CHAT, '--since', '2026-11-22T14:01Z', '--until', '2026-11-22T14:02Z'],
			...['--json', '--lang', 'ru'],
		);
		const { version, items } = JSON.parse(part.stdout) as { version: number; items: object[] };
		t.is(version, 1);
		t.is(items.length, 1);
		t.like(items[0], {
			...{ at: '2026-11-22T14:01:00.000Z', by: 'customer', author: 'Mary Major', text: '' },
			file: { name: 'a.jpg', link: 'https://files.example.org/a.jpg' },
			...{ sourceId: 'wa-2', targetId: 'rc-f', state: 'done', quote: null },
		});
	});

	test(`${engine}: writes a long conversation into a new file`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await desk.add({ direction: 'inbound', payload: said(0, text('first'), 'f') });
		const { laneId } = (await desk.database.stores.messages.find(id))!;
		for (let count = 0; count < 6; count += 1) {
			const rows = rowsOf(laneId, 100).map((row) => ({
				...row,
				payload: JSON.stringify(said(1, text('again'), row.sourceId)),
			}));
			await desk.database.stores.messages.insert(rows, NOW);
		}
		const out = join(await temporaryFolder(t), 'mary.json');
		const args = ['export-chat', '79001112233', '--format', 'json', '--out', out];
		const { code, stdout, stderr } = await desk.run(...args);
		t.deepEqual([code, stdout], [0, ''], `stderr: ${stderr}`);
		t.regex(stderr, /601 entries were written to/u);
		t.is(statSync(out).mode & 0o777, 0o600);
		const { items } = JSON.parse(readFileSync(out, 'utf8')) as { items: { id: number }[] };
		t.is(new Set(items.map((item) => item.id)).size, 601);
		const again = await desk.run(...args);
		t.is(again.code, 2);
		t.regex(again.stderr, /\(out-file-exists\)/u);
	});
}

test('refuses what is unknown, and makes no database', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const out = join(await temporaryFolder(t), 'none.txt');
	const unknown = await desk.run('export-chat', '+4915112345678', '--out', out);
	t.is(unknown.code, 1);
	t.regex(unknown.stderr, /no chat 4915112345678@c\.us[^]*\(chat-not-found\)/u);
	t.throws(() => statSync(out));
	for (const args of [[], [CHAT, '--format', 'pdf'], [CHAT, '--since', 'yesterday']])
		t.is((await desk.run('export-chat', ...args)).code, 2, `with ${args.join(' ')}`);
	const cwd = await temporaryFolder(t);
	const none = await startProgram(t, ['export-chat', CHAT], { cwd }).exited;
	t.is(none.code, 1);
	t.regex(none.stderr, /There is no database at/u);
});
