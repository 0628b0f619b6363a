import type { TextKey } from '../../texts/en.js';
import type { Say } from '../../texts/phrasebook.js';
import { oneLine } from './markup.js';
import { lines } from './wording.js';

/** Why a file can't be shown, in words for the agent. */
export type FileProblem = Extract<TextKey, `file.problem.${string}`>;

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
	HTTP_FILE_TOO_LARGE: 'file.problem.over-limit',
	HTTP_DOWNLOAD_REFUSED: 'file.problem.expired',
	HTTP_ADDRESS_REFUSED: 'file.problem.address',
	HTTP_REQUEST_INVALID: 'file.problem.address',
	HTTP_UNREACHABLE: 'file.problem.unreachable',
	HTTP_TIMEOUT: 'file.problem.unreachable',
	HTTP_BROKEN_OFF: 'file.problem.unreachable',
	ROCKET_CHAT_FILE_TYPE: 'file.problem.type',
	ROCKET_CHAT_FILE_SIZE: 'file.problem.size',
	ROCKET_CHAT_FILE_REFUSED: 'file.problem.uploads-off',
};

/** What an error says of the file; undefined for an error that is about something else. */
export function fileProblemOf(code: string): FileProblem | undefined {
	return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
}

/** The line that stands for a file that can't be shown: its name and size, why, and its caption. */
export function fileNotShown(
	file: {
		readonly name: string;
		readonly sizeBytes: number | undefined;
		readonly limitBytes: number;
		readonly caption: string;
		/** Who sent it, at the beginning of a sentence. */
		readonly who: string;
	},
	problem: FileProblem,
	say: Say,
): string {
	const size =
		file.sizeBytes === undefined ? '' : ` ${say('file.size', { size: megabytes(file.sizeBytes) })}`;
	const why = say(problem, { limit: megabytes(file.limitBytes) });
	const name = oneLine(file.name.replaceAll('*', ' '));
	return lines(say('file.not-shown', { who: file.who, name, size, why }), file.caption);
}

/** Rounded up: what is over the limit must not look like the limit. */
function megabytes(bytes: number): string {
	return String(Math.ceil((bytes / 1024 / 1024) * 10) / 10);
}
