import { systemClock } from '../../../core/clock.js';
import { RefusedError } from '../../../core/domain/errors.js';
import { createPrune } from '../../../core/operations/prune.js';
import type { Pruned } from '../../../core/operations/prune.js';
import type { Compaction } from '../../../core/storage/compaction.js';
import type { Database } from '../../../core/storage/database.js';
import { printJson } from '../../answer.js';
import { failureWords } from '../../failure.js';
import type { Io } from '../../io.js';
import { isoOf, timeOf } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { operatorOf, withDatabase } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { SayWord, Words } from '../../words.js';
import { sizeText } from '../../sizes.js';

export type PruneOptions = {
	/** Milliseconds. */
	readonly olderThan?: number;
	readonly textsOnly?: true;
	readonly deadLetters?: true;
	readonly compact?: true;
	readonly dryRun?: true;
	readonly json?: true;
};

const WORDS = {
	removing: ['Removing', 'Удаление'],
	compacting: ['Compacting the database', 'Сжатие базы данных'],
	removed: [
		'{count} rows were removed ({states}), settled before {before}.',
		'Удалено записей: {count} ({states}), завершённых до {before}.',
	],
	blanked: [
		'{count} rows lost what they said ({states}), settled before {before}.',
		'Удалены тексты записей: {count} ({states}), завершённых до {before}.',
	],
	wouldRemove: [
		'{count} rows would be removed ({states}), settled before {before}. Nothing was changed.',
		'Было бы удалено записей: {count} ({states}), завершённых до {before}. Ничего не изменено.',
	],
	wouldBlank: [
		'{count} rows would lose what they say ({states}), settled before {before}. Nothing was changed.',
		'Были бы удалены тексты записей: {count} ({states}), завершённых до {before}. Ничего не изменено.',
	],
	none: [
		'Nothing to remove of what was settled before {before}.',
		'Среди завершённого до {before} удалять нечего.',
	],
	needed: [
		'{count} more stay, because something undelivered refers to them.',
		'Ещё {count} остаются: на них ссылается недоставленное.',
	],
	space: [
		'The database had {from}, and has {to} now.',
		'База данных занимала {from}, теперь {to}.',
	],
	notCompacted: [
		'What is said above was done, but the space was not given back. {reason}',
		'Сказанное выше выполнено, но место не освобождено. {reason}',
	],
	rebuilt: ['The tables were rebuilt.', 'Таблицы перестроены.'],
	adviseCompact: [
		'The file keeps its size, and new rows use the space; --compact gives it back.',
		'Размер файла прежний, место займут новые записи; --compact вернёт его.',
	],
	done: ['delivered', 'доставлено'],
	skipped: ['skipped', 'пропущено'],
	dead: ['dead letters', 'не доставлено'],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** `greenapi-rc prune`: removes old settled rows, or what they say; and gives the space back. */
export async function pruneCommand(io: Io, options: PruneOptions): Promise<void> {
	const say = wordsOf(io, WORDS);
	const { compact = false, dryRun = false } = options;
	const { pruned, space, failure } = await withDatabase(io, async ({ database }) => {
		const removed = await remove(io, say, database, options);
		if (!compact || dryRun) return { pruned: removed };
		try {
			return {
				pruned: removed,
				space: await whileWaiting(io, say('compacting'), database.compact()),
			};
		} catch (error) {
			// What was removed is gone all the same, and must be told.
			if ((removed?.total ?? 0) === 0) throw error;
			return { pruned: removed, failure: error };
		}
	});
	report(io, say, options, { pruned, space });
	if (failure !== undefined) throw await partly(io, say, failure);
}

function report(
	io: Io,
	say: Say,
	options: PruneOptions,
	{ pruned, space }: { pruned: Pruned | undefined; space: Compaction | undefined },
): void {
	if (options.json) {
		printJson(io, { ...itemOf(pruned, options), compacted: space ?? null });
		return;
	}
	if (pruned !== undefined) shown(say, pruned, options).forEach(io.out);
	if (space !== undefined) io.out(spaceText(say, space));
	else if (!options.compact && !options.dryRun && (pruned?.total ?? 0) > 0)
		io.err(say('adviseCompact'));
}

async function partly(io: Io, say: Say, cause: unknown): Promise<RefusedError> {
	const { message, help } = await failureWords(io, cause);
	return new RefusedError(say('notCompacted', { reason: message }), {
		...{ code: 'partly-done', help, cause },
	});
}

async function remove(
	io: Io,
	say: Say,
	database: Database,
	{ olderThan, textsOnly, deadLetters, dryRun }: PruneOptions,
): Promise<Pruned | undefined> {
	if (olderThan === undefined) return undefined;
	const prune = createPrune({ database, clock: systemClock });
	const work = prune(operatorOf(io), {
		olderThanMs: olderThan,
		isTextsOnly: textsOnly ?? false,
		withDeadLetters: deadLetters ?? false,
		isDryRun: dryRun ?? false,
	});
	return whileWaiting(io, say('removing'), work);
}

function itemOf(pruned: Pruned | undefined, { textsOnly, dryRun }: PruneOptions): object {
	return {
		mode: textsOnly ? 'texts' : 'rows',
		dryRun: dryRun ?? false,
		before: pruned === undefined ? null : isoOf(pruned.before),
		total: pruned?.total ?? 0,
		byState: pruned?.byState ?? {},
		needed: pruned?.needed ?? 0,
	};
}

function shown(say: Say, pruned: Pruned, { textsOnly, dryRun }: PruneOptions): string[] {
	const { byState, total, needed } = pruned;
	const before = timeOf(pruned.before);
	const names = ['done', 'skipped', 'dead'] as const;
	const states = names
		.filter((name) => (byState[name] ?? 0) > 0)
		.map((name) => `${say(name)}: ${byState[name] ?? 0}`)
		.join(', ');
	const removed = dryRun ? 'wouldRemove' : 'removed';
	const blanked = dryRun ? 'wouldBlank' : 'blanked';
	const key = total === 0 ? 'none' : textsOnly ? blanked : removed;
	return [
		say(key, { count: total, states, before }),
		...(needed === 0 ? [] : [say('needed', { count: needed })]),
	];
}

function spaceText(say: Say, { bytesBefore, bytesAfter }: Compaction): string {
	if (bytesBefore === undefined || bytesAfter === undefined) return say('rebuilt');
	return say('space', { from: sizeText(bytesBefore), to: sizeText(bytesAfter) });
}
