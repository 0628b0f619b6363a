import type { Finding, Status, Text } from '../../../core/operations/doctor/types.js';
import type { Language } from '../../../core/texts/languages.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

const WORDS = {
	ok: ['ok', 'норма'],
	warning: ['warning', 'внимание'],
	failed: ['failed', 'сбой'],
	skipped: ['skipped', 'пропуск'],
	looked: ['looked at', 'проверено'],
	found: ['found', 'найдено'],
	advice: ['do', 'сделать'],
} as const satisfies Words;

const COLOURS = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const;
/** Narrower makes no sense. */
const NARROWEST = 30;

/** Each finding as some lines: what it is, what was looked at, what was found, what to do. */
export async function blocksOf(io: Io, findings: readonly Finding[]): Promise<readonly string[]> {
	const say = wordsOf(io, WORDS);
	const { Chalk } = await import('chalk');
	const chalk = new Chalk({ level: io.columns === undefined || io.env['NO_COLOR'] ? 0 : 1 });
	const paint = (status: Status, text: string): string => chalk[COLOURS[status]](text);
	const labels = [say('looked'), say('found'), say('advice')];
	const indent = Math.max(...labels.map((label) => label.length)) + 4;
	const line = (label: string, text: Text): string => {
		const width = Math.max(NARROWEST, (io.columns ?? Number.POSITIVE_INFINITY) - indent);
		const parts = folded(oneLine(inLanguage(text, io.language())), width);
		return `  ${label.padEnd(indent - 2)}${parts.join(`\n${' '.repeat(indent)}`)}`;
	};
	return findings.map(({ status, id, subject, looked, found, advice }) =>
		[
			`${paint(status, say(status))}  ${chalk.bold(id)}  ${oneLine(subject)}`.trimEnd(),
			line(say('looked'), looked),
			line(say('found'), found),
			...(advice === undefined ? [] : [line(say('advice'), advice)]),
		].join('\n'),
	);
}

/** A finding for programs. Its texts are in the language of the terminal; `id`, `fault` and `status` are stable. */
export function checkItem(finding: Finding, language: Language): object {
	const { id, area, subject, status, fault, looked, found, advice, repair } = finding;
	const say = (text: Text | undefined): string | null =>
		text === undefined ? null : oneLine(inLanguage(text, language));
	return {
		...{ id, area, subject: subject || null, status, fault: fault || null },
		...{ looked: say(looked), found: say(found), advice: say(advice) },
		repair: repair?.name ?? null,
		docs: `docs/doctor.md#${id}`,
	};
}

/** The text in one of its two languages. */
export function inLanguage([en, ru]: Text, language: Language): string {
	return language === 'ru' ? ru : en;
}

/** Lines of whole words; a word that is longer than a line stands alone, so that it can be copied. */
function folded(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line);
			line = word;
		} else line = line === '' ? word : `${line} ${word}`;
	}
	return [...lines, line];
}
