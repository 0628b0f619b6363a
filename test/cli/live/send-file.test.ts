import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../../support/child.js';
import type { Ended } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { openRaw } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';

const CUSTOMER = '79001112233@c.us';
const PHONE = '+79001112233';
const MB = 1024 * 1024;
const UPLOAD = /sendFileByUpload/u;

type Desk = {
	readonly world: World;
	readonly folder: string;
	run(args: readonly string[], input?: string): Promise<Ended>;
	/** Writes a file of random bytes; answers its path and hash. */
	make(name: string, size: number): Promise<{ path: string; sha256: string }>;
	/** What the customer got through the API. */
	got(): { text: string; fileName: string | undefined; sha256: string | undefined }[];
	/** Waits until the row is delivered. */
	settled(id: number): Promise<void>;
	/** Pieces of files in the database. */
	pieces(): Promise<number>;
};

async function openDesk(
	t: ExecutionContext,
	engine: Engine,
	env: Record<string, string> = {},
): Promise<Desk> {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl: url, env });
	const folder = await temporaryFolder(t);
	const raw = openRaw(t, url);
	const { greenApi, idInstance } = world.stage;
	return {
		...{ world, folder },
		run: (args, input = '') => startProgram(t, args, { cwd: folder, env: world.env, input }).exited,
		async make(name, size) {
			const bytes = randomBytes(size);
			await writeFile(join(folder, name), bytes);
			return { path: join(folder, name), sha256: hashOf(bytes) };
		},
		got: () =>
			greenApi
				.instance(idInstance)
				.sentTo(CUSTOMER)
				.map(({ text, fileName, sha256 }) => ({ text, fileName, sha256 })),
		async settled(id) {
			const isDone = async () => (await raw('messages').where({ id, state: 'done' })).length > 0;
			await waitFor(isDone, { label: 'delivered' });
		},
		async pieces() {
			const [row] = await raw('file_chunks').count({ count: '*' });
			return Number(row?.count);
		},
	};
}

function hashOf(bytes: Buffer | string): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** A daemon sweeps when it starts, and then once a minute. */
async function sweptByTheNextDaemon({ world, pieces }: Desk): Promise<void> {
	await world.crash();
	await waitFor(async () => (await pieces()) === 0, { label: 'no pieces' });
}

const idOf = ({ stdout }: Ended): number =>
	(JSON.parse(stdout) as { items: { id: number }[] }).items.at(-1)!.id;

for (const engine of availableEngines()) {
	test(`${engine}: a file arrives as it is, once, and nothing of it stays`, async (t) => {
		const desk = await openDesk(t, engine);
		const { world, run, make, got, pieces } = desk;
		const { greenApi, rocketChat, idInstance } = world.stage;
		greenApi.customerWrites(idInstance, { chatId: CUSTOMER, text: 'Where is it?' });
		await waitFor(() => rocketChat.rooms.length > 0, { label: 'a room' });
		const { path, sha256 } = await make('plan.png', 20 * MB + 17);
		const args = ['send', PHONE, '--file', path, '--caption', 'The *plan*', '--wait', '--json'];
		const sent = await run(args);
		t.is(sent.code, 0, `stderr: ${sent.stderr}`);
		t.like(JSON.parse(sent.stdout), {
			...{ version: 1, chat: CUSTOMER, isChecked: true },
			file: { name: 'plan.png', size: 20 * MB + 17, sha256 },
		});
		t.deepEqual(got(), [{ text: 'The *plan*', fileName: 'plan.png', sha256 }]);
		const shown = () => rocketChat.messages(rocketChat.rooms[0]!.rid).map(({ text }) => text);
		const notice = await waitFor(() => shown().find((text) => text.includes('plan.png')), {
			label: 'a notice',
		});
		t.regex(notice, /operator[^]*plan\.png\nThe \*plan\*$/u);
		const trace = await run(['trace', String(idOf(sent))]);
		t.regex(trace.stdout, /file +plan\.png, 21 MB/u);
		t.true((await pieces()) > 0);
		await sweptByTheNextDaemon(desk);
		t.is(got().length, 1);
	});

	test(`${engine}: what is sent while no daemon runs is sent by the next, texts and files in order`, async (t) => {
		const { world, run, make, got } = await openDesk(t, engine);
		world.daemon().kill('SIGKILL');
		await world.daemon().exited;
		const { path, sha256 } = await make('letter', 300_000);
		const name = ['--name', 'letter.pdf'];
		const sent = await run(['send', PHONE, '--file', path, ...name, '--caption', 'Sign it']);
		t.is(sent.code, 0, `stderr: ${sent.stderr}`);
		t.regex(sent.stdout, /^Message \d+, \d+ to \+79001112233 with letter\.pdf \(300 kB\) is/u);
		t.is((await run(['send', PHONE, 'Today'])).code, 0);
		const voice = ['send', PHONE, '--file', '-', '--name', 'note.opus'];
		t.is((await run(voice, 'tone')).code, 0);
		await world.crash();
		await waitFor(() => got().length === 4, { label: 'four messages' });
		t.deepEqual(got(), [
			// WhatsApp shows no caption below a document: it goes in front.
			{ text: 'Sign it', fileName: undefined, sha256: undefined },
			{ text: '', fileName: 'letter.pdf', sha256 },
			{ text: 'Today', fileName: undefined, sha256: undefined },
			{ text: '', fileName: 'note.ogg', sha256: hashOf('tone') },
		]);
	});

	test(`${engine}: an outage, a lost answer and a crash during the upload send it once`, async (t) => {
		const { world, run, make, got } = await openDesk(t, engine);
		const { greenApi } = world.stage;
		const first = await make('one.pdf', 300_000);
		await greenApi.down();
		t.is((await run(['send', PHONE, '--file', first.path])).code, 0);
		await greenApi.up();
		await waitFor(() => got().length === 1, { label: 'the first', timeoutMs: 30_000 });
		greenApi.faults.add({ path: UPLOAD, kind: '500-after', times: 1 });
		const second = await make('two.pdf', 300_000);
		t.is((await run(['send', PHONE, '--file', second.path, '--wait'])).code, 0);
		greenApi.faults.add({ path: UPLOAD, kind: 'slow', ms: 3000, times: 1 });
		const third = await make('three.pdf', 4 * MB);
		t.is((await run(['send', PHONE, '--file', third.path])).code, 0);
		await waitFor(() => greenApi.faults.hits.slow === 1, { label: 'an upload under way' });
		await world.crash();
		await waitFor(() => got().length === 3, { label: 'the third', timeoutMs: 60_000 });
		await greenApi.idle();
		const hashes = [first, second, third].map(({ sha256 }) => sha256);
		t.deepEqual(
			got().map(({ sha256 }) => sha256),
			hashes,
		);
	});

	test(`${engine}: a dead letter keeps its file for retry-message; what is dropped or erased has none`, async (t) => {
		const { world, run, make, got, settled, pieces } = await openDesk(t, engine);
		const { path, sha256 } = await make('plan.pdf', 600_000);
		const heal = world.stage.greenApi.faults.add({
			...{ path: UPLOAD, kind: 'refuse', status: 400, times: 99 },
		});
		const dead = await run(['send', PHONE, '--file', path, '--wait', '--json']);
		t.is(dead.code, 1);
		t.is(await pieces(), 3);
		const other = await run(['send', PHONE, '--file', path, '--wait', '--json']);
		t.is(await pieces(), 6);
		t.is((await run(['drop-message', String(idOf(other)), '--yes'])).code, 0);
		t.is(await pieces(), 3, 'those of the other one are gone');
		heal();
		t.is((await run(['retry-message', String(idOf(dead))])).code, 0);
		await waitFor(() => got().length === 1, { label: 'the file' });
		t.is(got()[0]?.sha256, sha256);
		await settled(idOf(dead));
		world.daemon().kill('SIGKILL');
		await world.daemon().exited;
		t.is((await run(['send', PHONE, '--file', path])).code, 0);
		const erased = await run(['erase-contact', PHONE, '--drop-waiting', '--yes']);
		t.is(erased.code, 0, `stderr: ${erased.stderr}`);
		t.is(await pieces(), 0);
	});
}

test('refuses what can’t be sent, and says what to do', async (t) => {
	const { run, make, folder, got, pieces } = await openDesk(t, 'sqlite', { MAX_FILE_MB: '1' });
	const { path } = await make('large.bin', MB + 1);
	const send = (...args: string[]) => run(['send', PHONE, ...args]);
	const large = await send('--file', path);
	t.is(large.code, 1);
	t.regex(large.stderr, /large\.bin has 2 MB; at most 1 MB[^]*MAX_FILE_MB[^]*file-too-large/u);
	const piped = await run(['send', PHONE, '--file', '-', '--name', 'a.txt'], 'x'.repeat(MB + 1));
	t.is(piped.code, 1);
	t.regex(piped.stderr, /larger than the 1 MB[^]*file-too-large/u);
	await make('empty.txt', 0);
	t.regex((await send('--file', 'empty.txt')).stderr, /empty\.txt is empty[^]*file-empty/u);
	t.regex((await send('--file', '-', '--name', 'a.txt')).stderr, /file-empty/u);
	await mkdir(join(folder, 'papers'));
	const directory = await send('--file', 'papers');
	t.is(directory.code, 2);
	t.regex(directory.stderr, /papers is a folder[^]*file-unreadable/u);
	const missing = await run(['--lang', 'ru', 'send', PHONE, '--file', 'nothing.pdf']);
	t.is(missing.code, 2);
	t.regex(missing.stderr, /nothing\.pdf \(ENOENT\)[^]*file-unreadable/u);
	for (const args of [
		['Hello', '--caption', 'A'],
		['Hello', '--file', path],
		['--file', '-'],
	])
		t.is((await send(...args)).code, 2, `with ${args.join(' ')}`);
	t.deepEqual([got().length, await pieces()], [0, 0]);
});
