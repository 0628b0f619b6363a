import type {
	CommandFigures,
	EngineFigures,
	Figures,
	LedgerFigures,
	LoadFigures,
} from './types.js';

/** Where we stand on one promise. */
export type Verdict = {
	/** What was measured and on what, e.g. `accept, 32 callers, SQLite 3.45`. */
	readonly what: string;
	readonly measured: string;
	readonly budget: string;
	readonly isMet: boolean;
};

/** Callers whose load the budgets speak of. */
const CALLERS = 32;
const SHARE_OF_BARE = 0.8;
const ALONE_MS = 10;
const IDLE_MB = 100;
/** Resident memory moves by some megabytes without anything being kept: that much counts as no growth. */
const GROWTH_MB = 10;
const FULL_LEDGER = 1.3;
const HELP_MS = 120;
const COMMAND_MS = 400;

/** Every budget that the figures say something about. */
export function judge(figures: Figures): Verdict[] {
	return [
		...figures.engines.flatMap(judgeEngine),
		...figures.commands.map(judgeCommand),
		...figures.ledgers.flatMap(judgeLedger),
	];
}

function judgeEngine(figures: EngineFigures): Verdict[] {
	const { ours, bare } = figures.systems;
	const { name } = figures;
	return [
		share(`accept, ${CALLERS} callers, ${name}`, figures, ({ acceptRate }) => acceptRate),
		share(`delivered, ${CALLERS} callers, ${name}`, figures, (load) => load.deliveredRate),
		{
			what: `one message alone, request to Rocket.Chat p50, ${name}`,
			measured: `ours ${ms(ours.aloneP50)}, bare ${ms(bare.aloneP50)}`,
			budget: `≤ ${ALONE_MS} ms`,
			isMet: ours.aloneP50 <= ALONE_MS,
		},
		{
			what: `memory, idle, ${name}`,
			measured: `ours ${mb(ours.idleMb)}, bare ${mb(bare.idleMb)}`,
			budget: `≤ ${IDLE_MB} MB`,
			isMet: ours.idleMb <= IDLE_MB,
		},
		...judgeGrowth(figures),
	];
}

function judgeGrowth({ name, systems: { ours } }: EngineFigures): Verdict[] {
	const first = ours.growthMb[0];
	const last = ours.growthMb.at(-1);
	if (first === undefined || last === undefined) return [];
	return [
		{
			what: `memory over ${ours.growthMessages} messages more, ${name}`,
			measured: ours.growthMb.map((step) => step.toFixed(0)).join(', ') + ' MB',
			budget: `no growth (≤ ${GROWTH_MB} MB from first to last)`,
			isMet: last - first <= GROWTH_MB,
		},
	];
}

function share(
	what: string,
	{ systems: { ours, bare } }: EngineFigures,
	rateOf: (load: LoadFigures) => number,
): Verdict {
	const [own, other] = [ours, bare].map(({ loads }) => {
		const load = loads.find(({ callers }) => callers === CALLERS);
		return load === undefined ? Number.NaN : rateOf(load);
	}) as [number, number];
	const ratio = own / other;
	return {
		what,
		measured: `ours ${own.toFixed(0)}/s, bare ${other.toFixed(0)}/s, ${ratio.toFixed(2)} ×`,
		budget: `≥ ${SHARE_OF_BARE.toFixed(2)} ×`,
		isMet: ratio >= SHARE_OF_BARE,
	};
}

function judgeCommand({ command, ms: time }: CommandFigures): Verdict {
	const budget = command.endsWith('--help') ? HELP_MS : COMMAND_MS;
	return { what: command, measured: ms(time), budget: `≤ ${budget} ms`, isMet: time <= budget };
}

function judgeLedger({ name, rows, chats, operations }: LedgerFigures): Verdict[] {
	return operations
		.filter(({ isBudgeted }) => isBudgeted)
		.map(({ what, emptyMs, fullMs }) => ({
			what: `${what}, ${rows} rows and ${chats} chats, ${name}`,
			measured: `empty ${ms(emptyMs)}, full ${ms(fullMs)}, ${(fullMs / emptyMs).toFixed(2)} ×`,
			budget: `≤ ${FULL_LEDGER.toFixed(2)} ×`,
			isMet: fullMs / emptyMs <= FULL_LEDGER,
		}));
}

function ms(value: number): string {
	return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function mb(value: number): string {
	return `${value.toFixed(0)} MB`;
}
