import { FOLLOW_UPS } from '../../../core/domain/ledger.js';
import type { EventKind, MessageState } from '../../../core/domain/ledger.js';
import { PAUSED } from '../../../core/storage/lane-store.js';
import type { TracedRow } from '../../../core/operations/trace-message.js';
import { ago, duration, oneLine, timeOf } from '../../shown.js';
import type { Paint } from './paint.js';
import { isHeld, isPaused, nextTryOf } from './schedule.js';

type Line = readonly [label: string, value: string | null];

const LABEL_WIDTH = 16;

const STATE_WORDS: Readonly<Record<MessageState, string>> = {
	pending: 'to be delivered',
	waiting: 'waits for the message it belongs to',
	done: 'delivered',
	skipped: 'skipped: nothing to deliver',
	dead: 'dead letter: given up',
};

/** Where the word of the ledger is not that of an operator. */
const KIND_WORDS: Readonly<Partial<Record<EventKind, string>>> = {
	votes: 'poll votes',
	auto: 'automatic message',
	alert: 'direct message to the owner of the instance',
	event: 'webhook',
};

/** Their `sourceId` is that of the message they are about. */
const ABOUT_A_MESSAGE: readonly EventKind[] = [...FOLLOW_UPS, 'notice', 'receipt'];

/** The lines for a row: a title, then one line for each thing that is known. `now` in epoch milliseconds. */
export function blockOf(row: TracedRow, now: number, paint: Paint): string[] {
	const lines = [...placeLines(row), ...progressLines(row, now), ...outcomeLines(row)];
	return [
		paint.title(
			`${row.id}  ${row.direction} ${KIND_WORDS[row.kind] ?? row.kind}, ${STATE_WORDS[row.state]}`,
		),
		...lines.flatMap(([label, value]) =>
			value === null ? [] : [`  ${paint.label(label.padEnd(LABEL_WIDTH))}${oneLine(value)}`],
		),
		...textLines(row, paint),
	];
}

function placeLines(row: TracedRow): Line[] {
	return [
		['workspace', row.workspaceUrl ?? 'not registered any more'],
		['instance', row.instanceId],
		['chat', row.chatId],
		['room', row.roomId],
		['served by', row.servedBy],
		...idLines(row),
	];
}

/** An inbound row comes from WhatsApp, an outbound one from Rocket.Chat; some are about a message of either. */
function idLines({ kind, direction, sourceId, targetId, part }: TracedRow): Line[] {
	const isInbound = direction === 'inbound';
	const [from, to] = isInbound
		? ['WhatsApp id', 'Rocket.Chat id']
		: ['Rocket.Chat id', 'WhatsApp id'];
	const source = part === 0 ? sourceId : `${sourceId}, part ${part + 1}`;
	return [
		// What the bridge itself says has no source.
		[ABOUT_A_MESSAGE.includes(kind) ? 'about message' : from, sourceId === '' ? null : source],
		[to, targetId],
	];
}

function progressLines(row: TracedRow, now: number): Line[] {
	const { acceptedAt, settledAt, attempts } = row;
	const settled =
		settledAt === null ? null : `${timeOf(settledAt)}, ${duration(settledAt - acceptedAt)} later`;
	return [
		['accepted', `${timeOf(acceptedAt)} (${ago(acceptedAt, now)})`],
		['settled', settled],
		['failed attempts', String(attempts)],
		['next try', nextTry(row, now)],
		['waits', waitOf(row)],
		['held by', isHeld(row, now) && row.state === 'pending' ? holder(row) : null],
		['in doubt', doubt(row)],
	];
}

function nextTry(row: TracedRow, now: number): string | null {
	const time = nextTryOf(row, now);
	if (time === null) return null;
	return time <= now ? 'now' : `${timeOf(time)} (in ${duration(time - now)})`;
}

function waitOf(row: TracedRow): string | null {
	const { state, kind, runAt, lane, behind } = row;
	if (state === 'waiting' && kind !== 'receipt')
		return `for that message, until ${timeOf(runAt)} at most`;
	if (state !== 'pending') return null;
	const reasons = [
		...(behind === null ? [] : [`behind message ${behind}`]),
		...(isPaused(row) ? [pauseText(row)] : []),
		...(lane?.wait == null || (isPaused(row) && lane.wait === PAUSED) ? [] : [lane.wait]),
	];
	return reasons.length === 0 ? null : reasons.join(', ');
}

function pauseText({ pause }: TracedRow): string {
	const { since = 0, reason = '' } = pause ?? {};
	const why = reason === '' ? '' : ` (${reason})`;
	return `for the end of the instance’s pause, since ${timeOf(since)}${why}`;
}

function holder({ lane }: TracedRow): string {
	return `worker ${lane?.leaseOwner ?? ''}, which delivers now (lane ${lane?.id ?? 0})`;
}

function doubt({ state, callStartedAt }: TracedRow): string | null {
	if (callStartedAt === null || state === 'done') return null;
	if (state === 'skipped') return `a call began at ${timeOf(callStartedAt)}: it may have arrived`;
	return `a call began at ${timeOf(callStartedAt)}; the other side is asked for it before it is repeated`;
}

function outcomeLines({ receipt, lastError, note }: TracedRow): Line[] {
	return [
		['receipt', receipt],
		['last error', lastError],
		['note', note],
	];
}

function textLines({ text }: TracedRow, paint: Paint): string[] {
	if (text === undefined) return [];
	const [first = '', ...others] = text.split('\n').map(oneLine);
	const indent = ' '.repeat(LABEL_WIDTH + 2);
	return [
		`  ${paint.label('text'.padEnd(LABEL_WIDTH))}${first}`,
		...others.map((line) => `${indent}${line}`.trimEnd()),
	];
}
