import { RefusedError } from '../../../core/domain/errors.js';
import type { Io } from '../../io.js';
import type { Choice, Prompter } from '../../prompter.js';
import { fold } from '../../table.js';
import { commandLine } from './command-line.js';
import { sayIn } from './desk.js';
import type { Desk } from './desk.js';
import type { Runner } from './perform.js';
import type { Text } from './text.js';

const WORDS = {
	menu: ['↑↓ move · ⏎ choose · Esc back', '↑↓ выбор · ⏎ открыть · Esc назад'],
	search: [
		'type to search · ↑↓ move · ⏎ choose · Esc back',
		'печатайте для поиска · ↑↓ выбор · ⏎ открыть · Esc назад',
	],
	nothing: ['Nothing like that is here.', 'Ничего похожего здесь нет.'],
} as const satisfies Record<string, Text>;

const USUAL_COLUMNS = 80;

export type DeskParts = {
	readonly io: Io;
	/** Loaded at the first question, behind the first screen. */
	readonly prompter: () => Promise<Prompter>;
	readonly runner: Runner;
	/** Makes a line stand out. */
	readonly strong: (line: string) => string;
};

/** Makes what the screens work with. */
export function createDesk({ io, prompter, runner, strong }: DeskParts): Desk {
	const columns = (): number => io.process.stdout.columns || USUAL_COLUMNS;
	const say: Desk['say'] = (text, values) => sayIn(io, text, values);
	return {
		...{ io, say, trail: [] },
		columns,
		async perform(args) {
			io.err(strong(`$ ${commandLine(args)}`));
			const isDone = await runner.run(args);
			io.err('');
			return isDone;
		},
		async read(args) {
			const text = await runner.capture([...args, '--json']);
			return text === undefined ? undefined : (JSON.parse(text) as unknown);
		},
		text: (message, check) =>
			unlessLeft(prompter().then((ready) => ready.text(say(message), check))),
		pick: (message, choices, start) => {
			const shown = folded(choices, columns());
			const look = { hint: say(WORDS.menu), start };
			return unlessLeft(prompter().then((ready) => ready.pick(message, shown, look)));
		},
		search: (message, find) => {
			const nothing = { value: NOTHING, name: say(WORDS.nothing) };
			const findSome = (typed: string) => {
				const found = find(typed);
				return found.length > 0 ? folded(found, columns()) : [nothing];
			};
			const look = { hint: say(WORDS.search) };
			const asked = prompter().then((ready) => ready.search(message, findSome, look));
			return unlessLeft(asked.then((value) => (value === NOTHING ? undefined : value)));
		},
	};
}

/** Inquirer would break a description within words. */
function folded(choices: readonly Choice[], width: number): readonly Choice[] {
	return choices.map(({ description, ...choice }) => ({
		...choice,
		...(description === undefined ? {} : { description: fold(description, width - 1) }),
	}));
}

/** No list has it. */
const NOTHING = '\u0000';

/** Leaving a question is an answer in a console. */
async function unlessLeft<T>(answer: Promise<T>): Promise<T | undefined> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof RefusedError && error.code === 'interrupted') return undefined;
		throw error;
	}
}
