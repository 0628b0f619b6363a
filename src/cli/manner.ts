import { LANGUAGES } from '../core/texts/languages.js';
import type { Language } from '../core/texts/languages.js';

/** How the command line wants to be answered, whatever it asks for, and even when it can't be understood. */
export type Manner = {
	/** Undefined: as the shell says. */
	readonly language: Language | undefined;
	readonly isJson: boolean;
	readonly isDebugging: boolean;
};

/** Reads it from the words behind the program's name; what follows `--` is no option. */
export function readManner(words: readonly string[]): Manner {
	const end = words.indexOf('--');
	const options = end === -1 ? words : words.slice(0, end);
	return {
		language: LANGUAGES.find((one) => one === valueOf(options, '--lang')),
		isJson: options.includes('--json'),
		isDebugging: options.includes('--debug'),
	};
}

/** The last one counts, as with every option. */
function valueOf(options: readonly string[], flag: string): string | undefined {
	const values = options.flatMap((word, index) => {
		if (word === flag) return [options[index + 1] ?? ''];
		return word.startsWith(`${flag}=`) ? [word.slice(flag.length + 1)] : [];
	});
	return values.at(-1);
}
