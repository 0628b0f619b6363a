import type { Direction } from '../../../../core/domain/ledger.js';
import type { Overview, WaitingNow } from '../../../../core/operations/overview.js';
import type { InstanceView } from '../../../../core/storage/connections-view.js';
import type { Language } from '../../../../core/texts/languages.js';
import { ago, duration, oneLine, timeOf } from '../../../shown.js';
import type { SayWord } from '../../../words.js';
import type { Colours, Tone } from '../colours.js';
import type { DaemonSeen } from '../daemon-at.js';
import { barsOf, figuresOf, sumsOf } from './chart.js';
import type { WORDS } from './words.js';

/** What one screen shows, and on what. */
export type StatusView = {
	readonly overview: Overview;
	readonly daemon: DaemonSeen;
	/** The database as people may see it. */
	readonly database: string;
	readonly say: SayWord<typeof WORDS>;
	readonly language: Language;
	readonly colours: Colours;
	/** Of the terminal; undefined: a file or a pipe, where bars are numbers. */
	readonly columns: number | undefined;
	/** How many workspaces, and how many instances, are shown; the others are counted. */
	readonly most: number;
};

const LABEL = 16;
const WIDE = 110;
const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];

/** The screen, a line each. */
export function statusLines(view: StatusView): string[] {
	return [
		...headLines(view),
		...block(view, 'workspaces', workspaceLines(view)),
		...block(view, 'instances', instanceLines(view)),
		...block(view, view.columns === undefined ? 'trafficPiped' : 'traffic', trafficLines(view)),
		...block(view, 'waiting', waitingLines(view)),
		...block(view, 'failures', failureLines(view)),
	];
}

function block(
	{ say, colours }: StatusView,
	head: keyof typeof WORDS,
	lines: readonly string[],
): string[] {
	return [colours('title', say(head)), ...lines.map((line) => `  ${line}`)];
}

function headLines({ daemon, overview, database, say, colours }: StatusView): string[] {
	const { url = '', isUp, version = '' } = daemon;
	const down = daemon.url === undefined ? say('portUnknown') : say('down', { url });
	const state = isUp ? colours('good', say('up', { url, version })) : colours('bad', down);
	return [
		`${colours('title', 'greenapi-rc')}  ${state}`,
		colours('dim', `${timeOf(overview.at)}  ${oneLine(database)}`),
	];
}

function workspaceLines({ overview, say, most, language }: StatusView): string[] {
	const { workspaces, at } = overview;
	if (workspaces.length === 0) return [say('noWorkspaces')];
	const lines = workspaces.slice(0, most).map(({ url, app }) => {
		const way =
			app && say('byApp', { version: oneLine(app.version), ago: ago(app.seenAt, at, language) });
		return `${oneLine(url)}  ${way ?? say('byRest')}`;
	});
	return [...lines, ...moreLines(say, workspaces.length - lines.length)];
}

function instanceLines(view: StatusView): string[] {
	const { overview, say, most } = view;
	const { instances } = overview;
	if (instances.length === 0) return [say('noInstances')];
	// What is wrong must not be among those that are only counted.
	const isFine = ({ state, pause }: InstanceView): number =>
		toneOf(state) === 'good' && pause === null ? 1 : 0;
	const shown = instances.toSorted((one, other) => isFine(one) - isFine(other)).slice(0, most);
	const inOrder = instances.filter((one) => shown.includes(one));
	const lines = inOrder.map((instance) => {
		const { id, number } = instance;
		const phone = number === '' ? say('noNumber') : `+${oneLine(number)}`;
		return `${id.padEnd(LABEL)}${phone.padEnd(LABEL + 1)} ${standing(instance, view)}`;
	});
	return [...lines, ...moreLines(say, instances.length - lines.length)];
}

function moreLines(say: StatusView['say'], count: number): string[] {
	return count > 0 ? [say('more', { count })] : [];
}

/** A pause first: what GREEN-API says of the instance does not matter meanwhile. */
function standing({ state, pause }: InstanceView, view: StatusView): string {
	const { say, colours, overview, language } = view;
	if (pause === null) return stateOf(state, say, colours);
	const values = { age: duration(Math.max(0, overview.at - pause.since), language) };
	const reason = oneLine(pause.reason);
	const text = reason === '' ? say('paused', values) : say('pausedWhy', { ...values, reason });
	return `${colours('soso', text)}, ${stateOf(state, say, colours)}`;
}

function stateOf(state: string, say: StatusView['say'], colours: Colours): string {
	const key = `state.${state}` as keyof typeof WORDS;
	return colours(toneOf(state), say(key) || oneLine(state));
}

function toneOf(state: string): Tone {
	if (state === 'authorized') return 'good';
	return ['starting', 'sleepMode', 'suspended'].includes(state) ? 'soso' : 'bad';
}

function trafficLines({ overview, say, colours, columns }: StatusView): string[] {
	const { minutes } = overview.traffic;
	const perCell = columns === undefined ? 10 : columns >= WIDE ? 1 : 2;
	const sums = DIRECTIONS.flatMap((one) => sumsOf(minutes[one], perCell));
	const highest = figuresOf(sums).most;
	return DIRECTIONS.map((direction) => {
		const counts = minutes[direction];
		const { most, sum } = figuresOf(counts);
		const figures = say('figures', { now: counts.at(-1) ?? 0, most, sum });
		const label = say(direction).padEnd(LABEL);
		if (columns === undefined) {
			const tens = sumsOf(counts, perCell).map((count) => String(count ?? '-').padStart(5));
			return `${label}${tens.join(' ')}  ${figures}`;
		}
		return `${label}${colours('good', barsOf(counts, perCell, highest))}  ${figures}`;
	});
}

function waitingLines({ overview, say, colours, language }: StatusView): string[] {
	const { waiting, held, parked, at } = overview;
	const labelled = (label: keyof typeof WORDS, text: string): string =>
		`${say(label).padEnd(LABEL)}${text}`;
	return [
		...DIRECTIONS.map((one) => labelled(one, oldestText(waiting[one], at, { say, language }))),
		...held
			.toSorted((one, other) => other.count - one.count)
			.slice(0, 2)
			.map(({ count, reason }) =>
				labelled('held', `${count}  ${colours('soso', oneLine(reason))}`),
			),
		...(parked === 0 ? [] : [labelled('parked', say('parkedMeaning', { count: parked }))]),
	];
}

function oldestText(
	{ count, oldestAt, oldest }: WaitingNow,
	at: number,
	{ say, language }: Pick<StatusView, 'say' | 'language'>,
): string {
	if (oldestAt === undefined) return say('nothing');
	const reason = oldest?.lane?.wait ?? codeOf(oldest?.lastError ?? null);
	const why = reason === '' ? '' : `: ${oneLine(reason)}`;
	const age = duration(Math.max(0, at - oldestAt), language);
	return say('oldest', { count, age, id: oldest?.id ?? '', why });
}

/** `last_error` begins with a code of docs/error-codes.md. */
function codeOf(lastError: string | null): string {
	return (lastError ?? '').split(':')[0] ?? '';
}

function failureLines({ overview, say, colours }: StatusView): string[] {
	const { dead, traffic } = overview;
	const figures = say('deadFigures', { hour: dead.lastHour, day: dead.lastDay });
	const line = (label: keyof typeof WORDS, text: string, isBad: boolean): string =>
		`${say(label).padEnd(LABEL)}${isBad ? colours('bad', text) : text}`;
	const hasDead = dead.lastDay > 0;
	const ofTheHour = (['retried', 'notArrived'] as const).filter((one) => traffic[one] > 0);
	return [
		`${line('dead', figures, hasDead)}${hasDead ? `; ${say('advice')}` : ''}`,
		...ofTheHour.map((one) => line(one, say('ofTheHour', { count: traffic[one] }), false)),
	];
}
