import { loadSecretKey } from '../../core/config/secret-key.js';
import { shownDatabase } from '../../core/config/shown-value.js';
import { openDatabase } from '../../core/storage/database.js';
import type { Database } from '../../core/storage/database.js';
import { createTokenCipher } from '../../core/storage/token-cipher.js';
import { printJson } from '../answer.js';
import { credentialsFolder, readConfig } from '../io.js';
import type { Io } from '../io.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';

/** `latest` applies what is missing, `rollback` undoes the newest batch, `status` changes nothing. */
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

/** What a step did, or found. */
type Report = {
	/** Names of migrations; a list that the step does not know is left out. */
	readonly lists: Readonly<Partial<Record<'applied' | 'undone' | 'missing' | 'newer', string[]>>>;
	readonly advice: (say: SayWord<typeof WORDS>) => string;
};

/** `greenapi-rc migrate`: one line on standard output for each migration. */
export async function migrateCommand(
	io: Io,
	step: MigrateStep,
	form: 'text' | 'json' = 'text',
): Promise<void> {
	const { config } = readConfig(io);
	const { bytes } = loadSecretKey(config, credentialsFolder(io));
	const say = wordsOf(io, WORDS);
	io.err(say('database', { name: shownDatabase(config.databaseUrl) }));
	const database = openDatabase(config.databaseUrl, createTokenCipher(bytes));
	try {
		const { lists, advice } = await STEPS[step](database);
		if (form === 'json') printJson(io, lists);
		else linesOf(lists).forEach(io.out);
		io.err(advice(say));
	} finally {
		await database.close();
	}
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

function adviceOn(
	say: SayWord<typeof WORDS>,
	{ missing, newer }: Readonly<Record<'missing' | 'newer', readonly string[]>>,
): string {
	if (newer.length > 0) return say('newer');
	return missing.length === 0 ? say('current') : say('missing', { count: missing.length });
}
