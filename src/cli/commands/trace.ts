import type { TracedRow } from '../../core/operations/trace-message.js';
import type { Io } from '../io.js';
import { isoOf, isoOrNull, pauseItem } from '../shown.js';
import { operatorOf, withLedger } from '../with-ledger.js';
import { wordsOf } from '../words.js';
import type { Words } from '../words.js';
import { printJson } from '../answer.js';
import { isHeld, nextTryOf } from './trace/schedule.js';
import { blockOf } from './trace/block.js';
import { createPaint } from './trace/paint.js';

export type TraceOptions = {
	readonly limit: number;
	readonly showText?: true;
	readonly json?: true;
};

const WORDS = {
	newest: [
		'These are the newest {count}; --limit shows more.',
		'Это последние {count}; больше покажет --limit.',
	],
} as const satisfies Words;

/** `greenapi-rc trace`: the whole way of messages, newest last; their texts only with `showText`. */
export async function traceCommand(
	io: Io,
	what: string,
	{ limit, showText, json }: TraceOptions,
): Promise<void> {
	const { foundAs, rows } = await withLedger(io, (operations) =>
		operations.traceMessage(operatorOf(io), { what, limit, withText: showText ?? false }),
	);
	if (json) {
		const items = rows.map((row) => itemOf(row, Date.now()));
		printJson(io, { foundAs, items });
		return;
	}
	const paint = await createPaint(io);
	const now = Date.now();
	io.out(rows.map((row) => blockOf(io, row, { now, paint }).join('\n')).join('\n\n'));
	if (rows.length === limit && foundAs !== 'row')
		io.err(wordsOf(io, WORDS)('newest', { count: limit }));
}

function itemOf(row: TracedRow, now: number): object {
	const { id, direction, kind, part, sourceId, targetId, state, receipt, attempts } = row;
	const { lane, pause, behind, lastError, note, text, file } = row;
	return {
		...{ id, direction, kind, part },
		workspace: row.workspaceUrl,
		instance: row.instanceId,
		chat: row.chatId,
		room: row.roomId,
		servedBy: row.servedBy,
		...{ sourceId, targetId, state, receipt, attempts },
		acceptedAt: isoOf(row.acceptedAt),
		settledAt: isoOrNull(row.settledAt),
		tookMs: row.settledAt === null ? null : row.settledAt - row.acceptedAt,
		inDoubtSince: isoOrNull(row.callStartedAt),
		nextTryAt: isoOrNull(nextTryOf(row, now)),
		behind,
		lane: lane && {
			id: lane.id,
			wait: lane.wait,
			heldBy: isHeld(row, now) ? lane.leaseOwner : null,
		},
		pause: pauseItem(pause),
		...{ lastError, note },
		...(file === undefined
			? {}
			: { file: { name: file.name, size: file.size, sha256: file.sha256 } }),
		...(text === undefined ? {} : { text }),
	};
}
