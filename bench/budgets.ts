import type {
	CommandFigures,
	EngineFigures,
	FileFigures,
	Figures,
	LedgerFigures,
	ListFigures,
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
/** Of memory in use after a collection, from the first fifth of the messages to the last: that much counts as none. */
const GROWTH_MB = 2;
/** While a file of 100 MB crosses. */
const FILE_MB = 30;
const FULL_LEDGER = 1.3;
const HELP_MS = 120;
const COMMAND_MS = 400;
/** Any question to a ledger of 1,000,000 rows. */
const LIST_MS = 500;

/** Every budget that the figures say something about. */
export function judge(figures: Figures): Verdict[] {
	return [
		...figures.engines.flatMap(judgeEngine),
		...figures.files.filter(({ isOurs }) => isOurs).map(judgeFile),
		...figures.commands.map(judgeCommand),
		...figures.ledgers.flatMap(judgeLedger),
		...figures.lists.map(judgeLists),
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
			measured: `ours ${mb(ours.idleMb)} (${mb(ours.setUpMb)} in the process that was set up), bare ${mb(bare.idleMb)}`,
			budget: `≤ ${IDLE_MB} MB`,
			isMet: ours.idleMb <= IDLE_MB,
		},
		...judgeGrowth(figures),
	];
}

function judgeGrowth({ name, systems: { ours } }: EngineFigures): Verdict[] {
	const { growth, growthMessages } = ours;
	const first = growth[0];
	const last = growth.at(-1);
	if (first === undefined || last === undefined) return [];
	const live = growth.map(({ liveMb }) => liveMb.toFixed(1)).join(', ');
	const resident = growth.map(({ residentMb }) => residentMb.toFixed(0)).join(', ');
	return [
		{
			what: `memory over ${growthMessages} messages more, ${name}`,
			measured: `in use ${live} MB; resident ${resident} MB`,
			budget: `no growth, ≤ ${GROWTH_MB} MB in use`,
			isMet: last.liveMb - first.liveMb <= GROWTH_MB,
		},
	];
}

function share(
	what: string,
	{ systems: { ours, bare } }: EngineFigures,
	rateOf: (load: LoadFigures) => number,
): Verdict {
	const rateIn = (loads: readonly LoadFigures[]): number => {
		const load = loads.find(({ callers }) => callers === CALLERS);
		return load === undefined ? Number.NaN : rateOf(load);
	};
	const own = rateIn(ours.loads);
	const other = rateIn(bare.loads);
	const ratio = own / other;
	const byRound = ours.rounds.map((loads, round) =>
		(rateIn(loads) / rateIn(bare.rounds[round] ?? [])).toFixed(2),
	);
	return {
		what,
		measured: `ours ${own.toFixed(0)}/s, bare ${other.toFixed(0)}/s, ${ratio.toFixed(2)} × (by round ${byRound.join(', ')})`,
		budget: `≥ ${SHARE_OF_BARE.toFixed(2)} ×`,
		isMet: ratio >= SHARE_OF_BARE,
	};
}

function judgeFile({ who, direction, megabytes, growthMb }: FileFigures): Verdict {
	const way = direction === 'inbound' ? 'customer to agent' : 'agent to customer';
	return {
		what: `a file of ${megabytes} MB, ${way}, ${who}`,
		measured: `${growthMb.map((more) => more.toFixed(0)).join(', ')} MB more than before`,
		budget: `≤ ${FILE_MB} MB`,
		isMet: Math.max(...growthMb) <= FILE_MB,
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

function judgeLists({ name, rows, questions }: ListFigures): Verdict {
	const slowest = questions.toSorted((one, other) => other.ms - one.ms)[0];
	const time = slowest?.ms ?? Number.NaN;
	return {
		what: `list-messages and trace, ${rows} rows, ${name}`,
		measured: `slowest ${ms(time)} (${slowest?.command ?? ''})`,
		budget: `≤ ${LIST_MS} ms`,
		isMet: time <= LIST_MS,
	};
}

function ms(value: number): string {
	return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function mb(value: number): string {
	return `${value.toFixed(0)} MB`;
}
