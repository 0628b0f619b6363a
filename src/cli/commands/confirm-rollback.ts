import type { Database } from '../../core/storage/database.js';
import { loadPrompter } from '../form.js';
import type { Io } from '../io.js';
import { terminalOf } from '../terminal.js';
import { wordsOf } from '../words.js';
import type { Words } from '../words.js';

const WORDS = {
	warning: [
		'{count} migrations will be undone, and what their tables and columns hold will be lost.',
		'Будет отменено миграций: {count}; содержимое их таблиц и столбцов пропадёт.',
	],
	everything: [
		'Those are all: every message, workspace and instance goes. greenapi-rc backup makes a copy.',
		'Это все миграции: пропадут все сообщения, серверы и инстансы. Копию делает greenapi-rc backup.',
	],
	type: ['Type {word} to undo them', 'Введите {word}, чтобы отменить их'],
	wrong: [
		'It is {word}. Ctrl+C leaves everything as it is.',
		'Нужно ввести {word}. Ctrl+C оставит всё как есть.',
	],
} as const satisfies Words;

/**
 * Asks for a word before migrations are undone: of a database that one version has made that is all it holds. Where there is nothing
 * to undo nothing is asked. Rejects with RefusedError `interrupted`.
 */
export async function confirmRollback(io: Io, database: Database): Promise<void> {
	const terminal = terminalOf(io);
	const say = wordsOf(io, WORDS);
	const { length: count } = await database.newestBatch();
	if (terminal === undefined || count === 0) return;
	const { applied } = await database.migrationStatus();
	io.err(say('warning', { count }));
	if (count >= applied.length) io.err(say('everything'));
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const word = 'rollback';
	await prompter.text(say('type', { word }), (text) =>
		text === word ? undefined : say('wrong', { word }),
	);
}
