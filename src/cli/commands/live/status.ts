import type { WriteStream } from 'node:tty';
import { shownDatabase } from '../../../core/config/shown-value.js';
import { BridgeError } from '../../../core/domain/errors.js';
import type { LedgerOperations } from '../../../core/operations/ledger-operations.js';
import { refusal } from '../../../core/operations/refusals.js';
import type { Overview } from '../../../core/operations/overview.js';
import { printJson, printJsonLine } from '../../answer.js';
import { failureWords } from '../../failure.js';
import { readConfig } from '../../io.js';
import type { Io } from '../../io.js';
import { duration, oneLine } from '../../shown.js';
import { operatorOf, withLedger } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import { createColours } from './colours.js';
import { daemonUrl, lookForDaemon } from './daemon-at.js';
import type { DaemonSeen } from './daemon-at.js';
import { createLeaving, showFullScreen } from './full-screen.js';
import type { ScreenSize } from './full-screen.js';
import { statusItem } from './status/item.js';
import { statusLines } from './status/lines.js';
import type { StatusView } from './status/lines.js';
import { WORDS } from './status/words.js';

export type StatusOptions = {
	readonly workspace?: string;
	/** Seconds. */
	readonly watch?: number;
	readonly json?: true;
};

type Seen = { readonly overview: Overview; readonly daemon: DaemonSeen };
type Read = () => Promise<Seen>;

const MOST_AT_TERMINAL = 8;
const MOST = 1000;

/** `greenapi-rc status`: one screen of how it goes, once or again and again. The daemon may be down. */
export async function statusCommand(io: Io, options: StatusOptions): Promise<void> {
	const { stdout, stdin } = io.process as { stdout: WriteStream; stdin: NodeJS.ReadStream };
	const atTerminal = stdout.isTTY && stdin.isTTY;
	if (options.watch !== undefined && options.json === undefined && !atTerminal)
		throw terminalNeeded();
	await withLedger(io, async (operations) => {
		const read = reader(io, operations, options);
		if (options.watch === undefined) await showOnce(io, read, options);
		else if (options.json) await followAsJson(io, read, options.watch * 1000);
		else await watch(io, read, options.watch * 1000);
	});
}

function reader(io: Io, operations: LedgerOperations, { workspace }: StatusOptions): Read {
	const url = daemonUrl(readConfig(io).config);
	const actor = operatorOf(io);
	return async () => {
		const [overview, daemon] = await Promise.all([
			operations.overview(actor, { workspaceUrl: workspace }),
			lookForDaemon(url),
		]);
		return { overview, daemon };
	};
}

async function showOnce(io: Io, read: Read, { json }: StatusOptions): Promise<void> {
	const seen = await read();
	const database = databaseOf(io);
	if (json) {
		printJson(io, statusItem(seen.overview, seen.daemon, database));
		return;
	}
	const [say, colours] = [wordsOf(io, WORDS), await createColours(io)];
	const { columns } = io;
	const view = { ...seen, database, say, colours, columns, language: io.language() };
	const most = io.columns === undefined ? MOST : MOST_AT_TERMINAL;
	statusLines({ ...view, most }).forEach(io.out);
}

/** One object a line, until Ctrl+C, or until nobody reads any more. */
async function followAsJson(io: Io, read: Read, everyMs: number): Promise<void> {
	const leaving = createLeaving(io.process);
	io.process.stdout.on('error', leaving.leave);
	const database = databaseOf(io);
	while (!leaving.isWanted()) {
		const seen = await orTrouble(io, read());
		if ('trouble' in seen) io.err(seen.trouble);
		else printJsonLine(io, statusItem(seen.overview, seen.daemon, database));
		await leaving.within(everyMs);
	}
	leaving.end();
}

async function watch(io: Io, read: Read, everyMs: number): Promise<void> {
	const [say, colours] = [wordsOf(io, WORDS), await createColours(io)];
	const keys = colours('dim', say('keys', { every: duration(everyMs, io.language()) }));
	const database = databaseOf(io);
	// The first time a failure is told as that of any other command.
	let last = await read();
	let isFirst = true;
	const next = async (): Promise<Seen & { readonly trouble?: string }> => {
		const seen = isFirst ? last : await orTrouble(io, read());
		isFirst = false;
		if ('trouble' in seen) return { ...last, trouble: seen.trouble };
		last = seen;
		return seen;
	};
	const draw = (
		{ trouble, ...seen }: Awaited<ReturnType<typeof next>>,
		{ columns, rows }: ScreenSize,
	): string[] => {
		const view = { ...seen, database, say, colours, columns, language: io.language() };
		const foot = trouble === undefined ? keys : colours('bad', oneLine(trouble));
		return [...fitting(view, rows - 1), foot];
	};
	await showFullScreen(io, everyMs, next, draw);
}

/** As many workspaces and instances as there is room for. */
function fitting(view: Omit<StatusView, 'most'>, rows: number): string[] {
	for (let most = rows; most > 1; most -= 1) {
		const lines = statusLines({ ...view, most });
		if (lines.length <= rows) return lines;
	}
	return statusLines({ ...view, most: 1 }).slice(0, rows);
}

/** A database that went away comes back: whoever watches sees both. */
async function orTrouble(
	io: Io,
	reading: Promise<Seen>,
): Promise<Seen | { readonly trouble: string }> {
	try {
		return await reading;
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		const { message } = await failureWords(io, error);
		return { trouble: oneLine(`${message} (${error.code})`) };
	}
}

function databaseOf(io: Io): string {
	return shownDatabase(readConfig(io).config.databaseUrl);
}

function terminalNeeded() {
	return refusal({
		code: 'terminal-needed',
		status: 400,
		message: 'refusal.terminal-needed',
		help: 'help.terminal-needed',
	});
}
