import { loadSecretKey } from '../../core/config/secret-key.js';
import { shownDatabase } from '../../core/config/shown-value.js';
import { openDatabase } from '../../core/storage/database.js';
import type { Database } from '../../core/storage/database.js';
import { listMigrationNames } from '../../core/storage/migration-source.js';
import { hasDatabase } from '../../core/storage/presence.js';
import { createTokenCipher } from '../../core/storage/token-cipher.js';
import { printJson } from '../answer.js';
import { inputMissing } from '../form.js';
import { credentialsFolder, readConfig } from '../io.js';
import type { Io } from '../io.js';
import { terminalOf } from '../terminal.js';
import { KEYLESS } from '../with-ledger.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';
import { confirmRollback } from './confirm-rollback.js';

/** `latest` applies what is missing, `rollback` undoes what the last run applied, `status` changes nothing. */
export type MigrateStep = 'latest' | 'rollback' | 'status';

const WORDS = {
	database: ['Database: {name}', 'База данных: {name}'],
	current: ['The database is up to date.', 'База данных обновлена.'],
	nothing: ['There is nothing to undo.', 'Отменять нечего.'],
	newer: [
		'A newer version of greenapi-rc has migrated this database.',
		'Эту базу данных уже обновила более новая версия greenapi-rc.',
	],
	applied: ['Applied: {count}.', 'Применено миграций: {count}.'],
	undone: ['Undone: {count}.', 'Отменено миграций: {count}.'],
	missing: [
		'Missing: {count}; greenapi-rc migrate applies what is missing.',
		'Не хватает миграций: {count}; их применит greenapi-rc migrate.',
	],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** What a step did, or found. */
type Report = {
	/** Names of migrations; a list that the step does not know is left out. */
	readonly lists: Readonly<Partial<Record<'applied' | 'undone' | 'missing' | 'newer', string[]>>>;
	readonly advice: (say: Say) => string;
};

export type MigrateOptions = { readonly yes?: true; readonly json?: true };

/** `greenapi-rc migrate`: one line on standard output for each migration. Only `latest` makes a database, or a key. */
export async function migrateCommand(
	io: Io,
	step: MigrateStep,
	{ yes, json }: MigrateOptions,
): Promise<void> {
	const asks = step === 'rollback' && yes !== true;
	if (asks && terminalOf(io) === undefined) throw inputMissing(['--yes']);
	const { config } = readConfig(io);
	const { databaseUrl } = config;
	const isNew = step === 'latest';
	const key = isNew ? loadSecretKey(config, credentialsFolder(io)) : undefined;
	const say = wordsOf(io, WORDS);
	io.err(say('database', { name: shownDatabase(databaseUrl) }));
	if (!isNew && !hasDatabase(databaseUrl)) {
		tell(io, say, NOTHING[step], json);
		return;
	}
	const cipher = key === undefined ? KEYLESS : createTokenCipher(key.bytes);
	const database = openDatabase(databaseUrl, cipher);
	try {
		if (asks) await confirmRollback(io, database);
		tell(io, say, await STEPS[step](database), json);
	} finally {
		await database.close();
	}
}

function tell(io: Io, say: Say, { lists, advice }: Report, json: true | undefined): void {
	if (json) printJson(io, lists);
	else linesOf(lists).forEach(io.out);
	io.err(advice(say));
}

/** The words in front are for programs, too: the same in every language. */
function linesOf(lists: Report['lists']): string[] {
	return Object.entries(lists).flatMap(([word, names]) =>
		names.map((name) => `${word.padEnd('applied'.length)}  ${name}`),
	);
}

const STEPS: Readonly<Record<MigrateStep, (database: Database) => Promise<Report>>> = {
	latest: async (database) => {
		const applied = [...(await database.migrate()).applied];
		const { length: count } = applied;
		return {
			lists: { applied },
			advice: (say) => (count === 0 ? say('current') : say('applied', { count })),
		};
	},
	rollback: async (database) => {
		const undone = [...(await database.rollback())];
		const { length: count } = undone;
		return {
			lists: { undone },
			advice: (say) => (count === 0 ? say('nothing') : say('undone', { count })),
		};
	},
	status: async (database) => {
		const { applied, missing, unknown: newer } = await database.migrationStatus();
		const lists = { applied: [...applied], missing: [...missing], newer: [...newer] };
		return { lists, advice: (say) => adviceOn(say, lists) };
	},
};

/** What is said of a database that is not there. */
const NOTHING: Readonly<Record<Exclude<MigrateStep, 'latest'>, Report>> = {
	rollback: { lists: { undone: [] }, advice: (say) => say('nothing') },
	get status() {
		const lists = { applied: [], missing: [...listMigrationNames()], newer: [] };
		return { lists, advice: (say: Say) => adviceOn(say, lists) };
	},
};

function adviceOn(
	say: Say,
	{ missing, newer }: Readonly<Record<'missing' | 'newer', readonly string[]>>,
): string {
	if (newer.length > 0) return say('newer');
	return missing.length === 0 ? say('current') : say('missing', { count: missing.length });
}
