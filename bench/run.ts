import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Engine } from '../src/core/storage/knex-config.js';
import { killChildren } from './child.js';
import { measureCommands } from './commands.js';
import { removeFolders, serverUrl } from './databases.js';
import { measureFiles } from './files.js';
import { measureLedger } from './ledger.js';
import { measureLists } from './lists.js';
import { HELP, type Options, readOptions } from './options.js';
import { report } from './report.js';
import { measureEngine } from './rounds.js';
import type { Figures } from './types.js';
import { measureWays } from './ways.js';

/*
 * npm run bench: see --help. Everything stays on loopback; counts and times are bounded; whatever ends this process ends
 * what it started.
 */

/** Whatever hangs, it ends then. */
const DEADLINE_MS = 15 * 60_000;
const LONG_DEADLINE_MS = 60 * 60_000;
/** More for each message that a rate limiter holds back: it lets 10 a minute pass, and fewer of new customers. */
const HELD_BACK_MS = 10_000;
/** Load of the machine (1 minute) above which its figures are not to be trusted. */
const QUIET = 0.5;

const NO_SERVER =
	'NO MYSQL OR MARIADB: SQLite alone is measured; set TEST_DATABASE_URL for the other.';

process.on('exit', () => {
	killChildren();
	removeFolders();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => {
		tell(`${signal}: given up, nothing is reported.`);
		process.exit(1);
	});

const options = readOrExplain();
try {
	if (options.help) process.stdout.write(HELP);
	else await run(options);
} catch (error) {
	tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
	process.exit(1);
}

function readOrExplain(): Options {
	try {
		return readOptions(process.argv.slice(2));
	} catch (error) {
		tell(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
		process.exit(2);
	}
}

async function run(options: Options): Promise<void> {
	setDeadline(options);
	const engines = chosenEngines(options);
	const [busy = 0] = loadavg();
	if (busy > QUIET)
		tell(`The machine is busy (load ${busy.toFixed(1)}): the figures will show it.`);
	const figures = await measureAll(options, engines);
	process.stdout.write(`\n${report(figures)}`);
	if (serverUrl() === undefined) tell(NO_SERVER);
	if (options.jsonFile !== undefined)
		await writeFile(options.jsonFile, `${JSON.stringify(figures, undefined, '\t')}\n`);
}

async function measureAll(options: Options, engines: readonly Engine[]): Promise<Figures> {
	const { rounds, parts, ledgerRows } = options;
	const measured: Figures['engines'][number][] = [];
	const ledgers: Figures['ledgers'][number][] = [];
	if (parts.includes('load'))
		for (const engine of engines) measured.push(await measureEngine(engine, { ...options, tell }));
	const files = parts.includes('files') ? await measureFiles(engines, { ...options, tell }) : [];
	const commands = parts.includes('commands') ? await measureCommands() : [];
	if (parts.includes('ledger') && ledgerRows > 0)
		for (const engine of engines) ledgers.push(await measureLedger(engine, ledgerRows, tell));
	const lists = [];
	if (parts.includes('lists') && ledgerRows > 0)
		for (const engine of engines) lists.push(await measureLists(engine, ledgerRows, tell));
	const ways = parts.includes('ways') ? await measureWays({ ...options, tell }) : undefined;
	const date = new Date().toISOString();
	const rest = { files, commands, ledgers, lists, ways };
	return { date, machine: machine(), rounds, engines: measured, ...rest };
}

function chosenEngines({ engine }: Options): Engine[] {
	const available: Engine[] = serverUrl() === undefined ? ['sqlite'] : ['sqlite', 'mysql'];
	const chosen = available.filter((one) => engine === undefined || one === engine);
	if (chosen.length === 0) throw new Error(NO_SERVER);
	if (serverUrl() === undefined) tell(NO_SERVER);
	return chosen;
}

function setDeadline(options: Options): void {
	const { ledgerRows, growthMessages, rounds, parts, wayMessages } = options;
	const isLong = ledgerRows > 0 || growthMessages > 20_000 || rounds > 4;
	const heldBack = parts.includes('ways') ? wayMessages.rest : 0;
	const ms = (isLong ? LONG_DEADLINE_MS : DEADLINE_MS) + heldBack * HELD_BACK_MS;
	setTimeout(() => {
		tell(`Not finished after ${ms / 60_000} minutes: given up.`);
		process.exit(1);
	}, ms).unref();
}

function machine(): string {
	const model = cpus()[0]?.model.trim() ?? '';
	const name = model === '' || model === 'unknown' ? process.arch : model;
	return `${availableParallelism()} cores (${name}), ${process.platform}, Node ${process.versions.node}`;
}

function tell(line: string): void {
	process.stderr.write(`${line}\n`);
}
