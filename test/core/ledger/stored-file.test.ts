import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { openStoredFile } from '../../../src/core/ledger/stored-file.js';
import { keepFile } from '../../../src/core/operations/keep-file.js';
import { sweepFiles } from '../../../src/core/operations/file-sweep.js';
import { createPrune, DAY_MS } from '../../../src/core/operations/prune.js';
import { CHUNK_BYTES } from '../../../src/core/storage/file-chunks.js';
import type { FileChunks } from '../../../src/core/storage/file-chunks.js';
import { availableEngines } from '../../support/databases.js';
import { newMessage, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const HOUR_MS = 3_600_000;
const clockAt = (now: number) => ({ now: () => now });

async function* piecesOf(count: number, length: number): AsyncGenerator<Buffer> {
	for (let n = 0; n < count; n += 1) yield await Promise.resolve(Buffer.alloc(length, n));
}

const own = (content: AsyncIterable<Buffer>) => ({
	...{ name: 'a.bin', size: undefined, largest: 100 * CHUNK_BYTES, content },
});

/** Pieces in memory, with counts of what was asked for. */
function createPieces() {
	const pieces: Buffer[] = [];
	let readCount = 0;
	const chunks = {
		add(_key: string, position: number, bytes: Buffer) {
			pieces[position] = bytes;
			return Promise.resolve();
		},
		read(_key: string, position: number) {
			readCount += 1;
			return Promise.resolve(pieces[position]);
		},
		count: () => Promise.resolve(pieces.length),
		remove() {
			pieces.length = 0;
			return Promise.resolve();
		},
	} as unknown as FileChunks;
	return { chunks, pieces, readCount: () => readCount };
}

test('a file is read as fast as it is taken, and no faster', async (t) => {
	const { chunks, pieces, readCount } = createPieces();
	const deps = { chunks, clock: clockAt(NOW) };
	const file = await keepFile(deps, 'k', own(piecesOf(400, 64 * 1000)));
	t.is(file.size, 400 * 64 * 1000);
	t.is(file.chunks, pieces.length);
	t.true(pieces.slice(0, -1).every(({ length }) => length === CHUNK_BYTES));
	const stream = await openStoredFile(chunks, 'k', file);
	const hash = createHash('sha256');
	let taken = 0;
	for await (const bytes of stream as AsyncIterable<Buffer>) {
		hash.update(bytes);
		taken += bytes.length;
		await turn();
		t.true(readCount() * CHUNK_BYTES - taken <= 2 * CHUNK_BYTES, `after ${taken}`);
	}
	t.is(hash.digest('hex'), file.sha256);
});

test('a file of which something is missing or changed is never sent whole', async (t) => {
	for (const spoil of [
		(pieces: Buffer[]) => pieces.pop(),
		(pieces: Buffer[]) => pieces.splice(1, 1, Buffer.alloc(CHUNK_BYTES, 9)),
	]) {
		const { chunks, pieces } = createPieces();
		const deps = { chunks, clock: clockAt(NOW) };
		const file = await keepFile(deps, 'k', own(piecesOf(3, CHUNK_BYTES)));
		spoil(pieces);
		let taken = 0;
		const read = async (): Promise<void> => {
			const stream = await openStoredFile(chunks, 'k', file);
			for await (const bytes of stream as AsyncIterable<Buffer>) taken += bytes.length;
		};
		await t.throwsAsync(read, { code: 'LEDGER_FILE_GONE' });
		t.true(taken < file.size);
	}
});

for (const engine of availableEngines()) {
	test(`${engine}: the sweep removes what nobody needs, and an unfinished file after an hour`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const keep = (key: string, now = NOW) =>
			keepFile(
				{ chunks: stores.fileChunks, clock: clockAt(now) },
				key,
				own(piecesOf(20, CHUNK_BYTES)),
			);
		const left = async () => (await stores.fileChunks.list()).map(({ fileKey }) => fileKey);
		const states = ['pending', 'dead', 'done', 'skipped'] as const;
		const keys = new Map<string, string>();
		for (const state of states) {
			const row = newMessage({ state, kind: 'auto', direction: 'outbound' });
			const file = await keep(row.eventKey);
			await stores.messages.insert([{ ...row, payload: JSON.stringify({ text: '', file }) }], NOW);
			keys.set(state, row.eventKey);
		}
		const blanked = newMessage({ state: 'dead', payload: '{"blanked":true,"text":""}' });
		await stores.messages.insert([blanked], NOW);
		await keep(blanked.eventKey);
		await keep('unfinished');
		t.is(await sweepFiles({ stores, clock: clockAt(NOW + HOUR_MS) }), 3);
		const wanted = [keys.get('pending')!, keys.get('dead')!];
		t.deepEqual((await left()).sort(), [...wanted, 'unfinished'].sort());
		t.is(await sweepFiles({ stores, clock: clockAt(NOW + HOUR_MS + 1) }), 1);
		t.deepEqual((await left()).sort(), wanted.sort());
		t.is(await stores.fileChunks.count(wanted[0]!), 20);
	});

	test(`${engine}: a dead letter that is pruned takes its file along`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const row = newMessage({ kind: 'auto', direction: 'outbound' });
		const content = own(piecesOf(2, CHUNK_BYTES));
		const deps = { chunks: stores.fileChunks, clock: clockAt(NOW) };
		const file = await keepFile(deps, row.eventKey, content);
		await stores.messages.insert([{ ...row, payload: JSON.stringify({ text: '', file }) }], NOW);
		const [stored] = await stores.messages.listByEventKeys([row.eventKey]);
		await stores.messages.update(stored!.id, { state: 'dead', settledAt: NOW });
		const clock = clockAt(NOW + 30 * DAY_MS);
		const input = { olderThanMs: 8 * DAY_MS, isTextsOnly: false, isDryRun: false };
		const actor = { kind: 'operator', workspace: undefined } as const;
		const prune = createPrune({ database, clock });
		await prune(actor, { ...input, withDeadLetters: false });
		t.is(await stores.fileChunks.count(row.eventKey), 2);
		await prune(actor, { ...input, withDeadLetters: true });
		t.is(await stores.fileChunks.count(row.eventKey), 0);
	});
}
