import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine } from '../src/core/storage/knex-config.js';
import { repositoryRoot } from '../test/support/repository.js';
import { BUSY, fillBusyLedger } from './busy-ledger.js';
import type { Known } from './busy-ledger.js';
import { type BenchDatabase, createDatabase, nameOf } from './databases.js';
import { median } from './statistics.js';
import type { ListFigures } from './types.js';

const run = promisify(execFile);
/** Of each question; the first turn warms the caches and does not count. */
const TIMES = 3;
const QUESTION_TIMEOUT_MS = 60_000;

/** Times the commands that find messages, whole processes by turns, on a full ledger of all kinds and states. */
export async function measureLists(
	engine: Engine,
	rows: number,
	tell: (line: string) => void,
): Promise<ListFigures> {
	const name = await nameOf(engine);
	const database = await createDatabase(engine);
	try {
		tell(`${name}: filling a busy ledger with ${rows} rows`);
		const startedAt = performance.now();
		const known = await fillBusyLedger(database.url, rows);
		tell(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s; asking for messages`);
		return { engine, name, rows, questions: await askAll(database, known) };
	} finally {
		await database.remove();
	}
}

/** The median time of each question to the database, by turns. */
export async function askAll(
	{ url, folder }: Pick<BenchDatabase, 'url' | 'folder'>,
	known: Known,
): Promise<ListFigures['questions']> {
	const questions = questionsOf(known);
	const times = questions.map((): number[] => []);
	const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: url, DATA_DIR: folder };
	for (let turn = 0; turn <= TIMES; turn += 1)
		for (const [index, args] of questions.entries()) {
			const ms = await timeOf(args, env);
			if (turn > 0) times[index]?.push(ms);
		}
	return questions.map((args, index) => ({
		command: args.map(shown).join(' '),
		ms: median(times[index] ?? []),
	}));
}

function questionsOf({ id, sourceId, targetId }: Known): readonly (readonly string[])[] {
	const lists = [
		...[[], ['--all'], ['--direction', 'out'], ['--before', String(id)]],
		...[
			['--chat', BUSY.chat],
			['--phone', BUSY.phone],
			['--workspace', BUSY.smallWorkspace],
		],
		...[BUSY.largest, BUSY.small, BUSY.removed].map((instance) => ['--instance', instance]),
		...['pending', 'waiting', 'done', 'skipped', 'dead'].map((state) => ['--state', state]),
		...['message', 'votes', 'alert'].map((kind) => ['--kind', kind]),
		...[
			['--since', '2h'],
			['--since', '3d'],
			['--until', '20d'],
		],
		...[BUSY.largest, BUSY.removed].map((instance) => ['--instance', instance, '--state', 'dead']),
		['--instance', BUSY.removed, '--state', 'skipped'],
		['--instance', BUSY.small, '--since', '10d'],
		['--chat', BUSY.chat, '--state', 'dead'],
		['--phone', BUSY.phone, '--since', '3d'],
		['--state', 'dead', '--since', '3d'],
		['--workspace', BUSY.smallWorkspace, '--state', 'dead'],
	];
	const traces = [String(id), sourceId, targetId, BUSY.phone].map((what) => ['trace', what]);
	return [...lists.map((filters) => ['list-messages', ...filters]), ...traces];
}

/** Ids of GREEN-API and of nobody are as good as each other to readers. */
function shown(word: string): string {
	if (word === BUSY.removed) return '<of a removed instance>';
	if (word === BUSY.largest) return '<the largest>';
	if (word === BUSY.small) return '<a small one>';
	if (word === BUSY.smallWorkspace) return '<a small one>';
	return word.length > 24 ? `${word.slice(0, 2)}…` : word;
}

async function timeOf(args: readonly string[], env: Record<string, string>): Promise<number> {
	const start = performance.now();
	const program = join(repositoryRoot, 'bin', 'greenapi-rc.js');
	const cwd = env['DATA_DIR'];
	await run(process.execPath, [program, ...args], { env, cwd, timeout: QUESTION_TIMEOUT_MS });
	return performance.now() - start;
}
