import { toBridgeError } from '../../../core/domain/errors.js';
import type { Finding, Repair } from '../../../core/operations/doctor/types.js';
import { loadPrompter, terminalOf } from '../../form.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { inLanguage } from './blocks.js';

/** What became of an offered repair. */
export type Repaired = {
	readonly check: string;
	readonly subject: string | null;
	readonly repair: string;
	readonly isDone: boolean;
	/** Why it failed. */
	readonly error: string | null;
};

const WORDS = {
	question: ['{what}: do it?', '{what}: выполнить?'],
	yes: ['yes', 'да'],
	no: ['no', 'нет'],
	done: ['done: {what}', 'выполнено: {what}'],
	failed: ['failed: {what}: {reason}', 'не вышло: {what}: {reason}'],
	none: ['There is nothing that can be repaired from here.', 'Отсюда исправить нечего.'],
} as const satisfies Words;

/**
 * Offers the repairs one by one at the terminal, or makes them all; one that fails does not stop the others. Rejects with
 * RefusedError `interrupted`.
 */
export async function offerRepairs(
	io: Io,
	findings: readonly Finding[],
	isAgreed: boolean,
): Promise<readonly Repaired[]> {
	const say = wordsOf(io, WORDS);
	const repaired: Repaired[] = [];
	for (const { id, subject, repair } of findings) {
		if (repair === undefined) continue;
		const what = oneLine(inLanguage(repair.what, io.language()));
		if (!isAgreed && !(await isWanted(io, what))) continue;
		const error = await attempt(repair);
		io.err(error === null ? say('done', { what }) : say('failed', { what, reason: error }));
		const place = { check: id, subject: subject || null, repair: repair.name };
		repaired.push({ ...place, isDone: error === null, error });
	}
	if (!findings.some(({ repair }) => repair !== undefined)) io.err(say('none'));
	return repaired;
}

async function isWanted(io: Io, what: string): Promise<boolean> {
	const terminal = terminalOf(io);
	if (terminal === undefined) return false;
	const say = wordsOf(io, WORDS);
	const prompter = await loadPrompter(terminal, { language: io.language() });
	const choices = [say('yes'), say('no')];
	return (await prompter.choose(say('question', { what }), choices)) === say('yes');
}

async function attempt(repair: Repair): Promise<string | null> {
	try {
		await repair.run();
		return null;
	} catch (error) {
		return oneLine(toBridgeError(error).message);
	}
}
