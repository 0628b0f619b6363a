import { FOLLOW_UPS } from '../../../core/domain/ledger.js';
import type { EventKind } from '../../../core/domain/ledger.js';
import { PAUSED } from '../../../core/storage/lane-store.js';
import type { TracedRow } from '../../../core/operations/trace-message.js';
import type { Language } from '../../../core/texts/languages.js';
import type { Io } from '../../io.js';
import { ago, duration, oneLine, timeOf } from '../../shown.js';
import { sizeText } from '../../sizes.js';
import { wordsOf } from '../../words.js';
import type { SayWord } from '../../words.js';
import type { Paint } from './paint.js';
import { isHeld, isPaused, nextTryOf } from './schedule.js';
import { BLOCK_WORDS } from './words.js';

type Say = SayWord<typeof BLOCK_WORDS>;
type Key = keyof typeof BLOCK_WORDS;
type Line = readonly [label: Key, value: string | null];
/** `now` in epoch milliseconds. */
type Scene = { readonly now: number; readonly paint: Paint };
type Teller = { readonly say: Say; readonly language: Language; readonly now: number };

const LABEL_WIDTH = 16;

/** Their `sourceId` is that of the message they are about. */
const ABOUT_A_MESSAGE: readonly EventKind[] = [...FOLLOW_UPS, 'notice', 'receipt'];

/** The lines for a row: a title, then one line for each thing that is known. */
export function blockOf(io: Pick<Io, 'language'>, row: TracedRow, { now, paint }: Scene): string[] {
	const say = wordsOf(io, BLOCK_WORDS);
	const teller = { say, language: io.language(), now };
	const lines = [...placeLines(row, say), ...progressLines(row, teller), ...outcomeLines(row)];
	return [
		paint.title(`${row.id}  ${say(row.direction)} ${say(row.kind)}, ${say(row.state)}`),
		...lines.flatMap(([label, value]) =>
			value === null ? [] : [`  ${paint.label(say(label).padEnd(LABEL_WIDTH))}${oneLine(value)}`],
		),
		...textLines(row, say, paint),
	];
}

function placeLines(row: TracedRow, say: Say): Line[] {
	return [
		['workspace', row.workspaceUrl ?? say('unregistered')],
		['instance', row.instanceId],
		['chat', row.chatId],
		['room', row.roomId],
		['servedBy', row.servedBy],
		...idLines(row, say),
	];
}

/** An inbound row comes from WhatsApp, an outbound one from Rocket.Chat; some are about a message of either. */
function idLines({ kind, direction, sourceId, targetId, part }: TracedRow, say: Say): Line[] {
	const [from, to]: readonly [Key, Key] =
		direction === 'inbound' ? ['whatsAppId', 'rocketChatId'] : ['rocketChatId', 'whatsAppId'];
	const source = part === 0 ? sourceId : say('part', { id: sourceId, part: part + 1 });
	return [
		// What the bridge itself says has no source.
		[ABOUT_A_MESSAGE.includes(kind) ? 'about' : from, sourceId === '' ? null : source],
		[to, targetId],
	];
}

function progressLines(row: TracedRow, teller: Teller): Line[] {
	const { acceptedAt, attempts, file } = row;
	const { say, language, now } = teller;
	return [
		['file', file === undefined ? null : `${file.name}, ${sizeText(file.size)}`],
		['accepted', `${timeOf(acceptedAt)} (${ago(acceptedAt, now, language)})`],
		['settled', settled(row, teller)],
		['attempts', String(attempts)],
		['nextTry', nextTry(row, teller)],
		['waits', waitOf(row, say)],
		['heldBy', isHeld(row, now) && row.state === 'pending' ? holder(row, say) : null],
		['inDoubt', doubt(row, say)],
	];
}

function settled({ acceptedAt, settledAt }: TracedRow, { say, language }: Teller): string | null {
	if (settledAt === null) return null;
	const length = duration(settledAt - acceptedAt, language);
	return say('later', { time: timeOf(settledAt), length });
}

function nextTry(row: TracedRow, { say, language, now }: Teller): string | null {
	const time = nextTryOf(row, now);
	if (time === null) return null;
	if (time <= now) return say('now');
	return say('in', { time: timeOf(time), length: duration(time - now, language) });
}

function waitOf(row: TracedRow, say: Say): string | null {
	const { state, kind, runAt, lane, behind } = row;
	if (state === 'waiting' && kind !== 'receipt') return say('forMessage', { time: timeOf(runAt) });
	if (state !== 'pending') return null;
	const reasons = [
		...(behind === null ? [] : [say('behind', { id: behind })]),
		...(isPaused(row) ? [pauseText(row, say)] : []),
		...(lane?.wait == null || (isPaused(row) && lane.wait === PAUSED) ? [] : [lane.wait]),
	];
	return reasons.length === 0 ? null : reasons.join(', ');
}

function pauseText({ pause }: TracedRow, say: Say): string {
	const { since = 0, reason = '' } = pause ?? {};
	const time = timeOf(since);
	return reason === '' ? say('paused', { time }) : say('pausedWhy', { time, reason });
}

function holder({ lane }: TracedRow, say: Say): string {
	return say('holder', { worker: lane?.leaseOwner ?? '', lane: lane?.id ?? 0 });
}

function doubt({ state, callStartedAt }: TracedRow, say: Say): string | null {
	if (callStartedAt === null || state === 'done') return null;
	const time = timeOf(callStartedAt);
	return state === 'skipped' ? say('maybe', { time }) : say('doubt', { time });
}

function outcomeLines({ receipt, lastError, note }: TracedRow): Line[] {
	return [
		['receipt', receipt],
		['lastError', lastError],
		['note', note],
	];
}

function textLines({ text }: TracedRow, say: Say, paint: Paint): string[] {
	if (text === undefined) return [];
	const [first = '', ...others] = text.split('\n').map(oneLine);
	const indent = ' '.repeat(LABEL_WIDTH + 2);
	return [
		`  ${paint.label(say('text').padEnd(LABEL_WIDTH))}${first}`,
		...others.map((line) => `${indent}${line}`.trimEnd()),
	];
}
