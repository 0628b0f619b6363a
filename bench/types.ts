import type { Engine } from '../src/core/storage/knex-config.js';

/** `ours` is the daemon, `bare` the loop that it is compared with. */
export const SYSTEMS = ['ours', 'bare'] as const;
export type System = (typeof SYSTEMS)[number];

/** As in the ledger: from the customer to the agent, or back. */
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Size in bytes and digest of a file: what must arrive, or what did. */
export type FileContents = { readonly size: number; readonly sha256: string };

/** The two calls that bring a file across: a GET, and a form with these fields and the file. */
export type FileWay = {
	readonly name: string;
	readonly source: string;
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly fields: Readonly<Record<string, string>>;
};

/** One large file through one process: the round in which memory grew most. Resident megabytes; NaN without /proc. */
export type FileFigures = {
	/** Who carried it, e.g. `ours, SQLite 3.45.1`. */
	readonly who: string;
	readonly isOurs: boolean;
	readonly direction: Direction;
	readonly megabytes: number;
	readonly beforeMb: number;
	readonly peakMb: number;
	/** How much more it was, in each round. */
	readonly growthMb: readonly number[];
	/** Until the file was stored on the other side; the fastest round. */
	readonly ms: number;
};

/** One load by a number of callers. Rates are messages a second, times milliseconds. */
export type LoadFigures = {
	readonly callers: number;
	readonly acceptRate: number;
	readonly acceptP50: number;
	readonly acceptP99: number;
	/** From the first request to the last message that Rocket.Chat stored. */
	readonly deliveredRate: number;
	/** From a request's start until Rocket.Chat has stored its message. */
	readonly deliveredP50: number;
	readonly deliveredP99: number;
};

/** One system on one engine, from its start to its end. Memory is resident megabytes; NaN where it can't be read. */
export type SystemFigures = {
	readonly loads: readonly LoadFigures[];
	/** Milliseconds from request to Rocket.Chat, while nothing else is under way. */
	readonly aloneP50: number;
	readonly aloneP99: number;
	/** The loads of each round, of which `loads` are the best. */
	readonly rounds: readonly (readonly LoadFigures[])[];
	readonly idleMb: number;
	/** Of the process that made the tables and registered everything; NaN where there is none. */
	readonly setUpMb: number;
	readonly loadedMb: number;
	/** After each fifth of many more messages; empty where that was not measured. */
	readonly growth: readonly MemoryStep[];
	/** How many messages those were. */
	readonly growthMessages: number;
};

/** Megabytes: what the process occupies, and what of it is in use once everything unused was collected. */
export type MemoryStep = { readonly residentMb: number; readonly liveMb: number };

/** Both systems on one engine. `name` is what people call the engine, with its version. */
export type EngineFigures = {
	readonly engine: Engine;
	readonly name: string;
	readonly systems: Readonly<Record<System, SystemFigures>>;
};

/** How long a command of the command line takes, median, milliseconds. */
export type CommandFigures = { readonly command: string; readonly ms: number };

/** How long it takes to find messages in a full ledger: whole processes, median, milliseconds. */
export type ListFigures = {
	readonly engine: Engine;
	readonly name: string;
	readonly rows: number;
	readonly questions: readonly CommandFigures[];
};

/** One operation on an empty and on a full ledger, medians, milliseconds. */
export type LedgerFigures = {
	readonly engine: Engine;
	readonly name: string;
	readonly rows: number;
	readonly chats: number;
	readonly operations: readonly {
		readonly what: string;
		readonly emptyMs: number;
		readonly fullMs: number;
		/** The budget speaks of accept and claim; the others are told for information. */
		readonly isBudgeted: boolean;
	}[];
};

/** Messages of customers on their way through Rocket.Chat's rate limiter. */
export type LimitedFigures = {
	/** E.g. `by the app`. */
	readonly who: string;
	/** How many customers wrote, all for the first time. */
	readonly customers: number;
	/** Until so many messages were there, seconds from the first webhook. */
	readonly steps: readonly { readonly messages: number; readonly seconds: number }[];
	/** Of the daemon, before and at most meanwhile; resident. */
	readonly beforeMb: number;
	readonly peakMb: number;
};

/** The same way with nothing in it that limits; the best of all rounds. */
export type UnlimitedFigures = {
	readonly who: string;
	readonly load: LoadFigures;
	readonly aloneP50: number;
	readonly aloneP99: number;
};

/** The app beside REST. */
export type WaysFigures = {
	readonly limited: readonly LimitedFigures[];
	readonly unlimited: readonly UnlimitedFigures[];
};

/** Everything a run measured; what `--json` writes. */
export type Figures = {
	/** ISO 8601. */
	readonly date: string;
	readonly machine: string;
	readonly rounds: number;
	readonly engines: readonly EngineFigures[];
	readonly commands: readonly CommandFigures[];
	readonly ledgers: readonly LedgerFigures[];
	readonly lists: readonly ListFigures[];
	readonly files: readonly FileFigures[];
	/** Undefined when that was not asked for. */
	readonly ways: WaysFigures | undefined;
};
