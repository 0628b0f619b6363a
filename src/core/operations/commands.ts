import { RefusedError, toBridgeError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import { asObject } from '../domain/json.js';
import { languageOf } from '../texts/languages.js';
import { createPhrasebook } from '../texts/phrasebook.js';
import type { Phrasebook, Say } from '../texts/phrasebook.js';
import { readFields } from './command-fields.js';
import { COMMANDS } from './command-table.js';
import type { Operations } from './operations.js';
import { explain, refusal } from './refusals.js';

/** What to answer to a command. */
export type CommandAnswer = {
	readonly status: number;
	readonly body: object;
	/** For the log, when it is the bridge that failed and nobody was refused. Never for the caller. */
	readonly failure?: BridgeError;
};

/** The names of the commands. */
export const COMMAND_NAMES: readonly string[] = [...COMMANDS.keys()];

/**
 * Runs a command that came over HTTP: reads its fields, proves its sender, answers as the wire protocol says. Never
 * rejects. `language` in the body is the language of the answer; English when there is no such language. A refusal is `{error, message}` with its status, a failure of the bridge a general sentence with 500 or 503.
 */
export async function runCommand(
	operations: Operations,
	name: string,
	body: unknown,
	phrasebook: Phrasebook = createPhrasebook(),
): Promise<CommandAnswer> {
	const language = languageOf(asObject(body)?.['language']);
	const say = phrasebook.say(language);
	try {
		const command = COMMANDS.get(name);
		if (command === undefined) throw unknownCommand();
		refuseOtherType(name, body);
		const fields = readFields(body, command);
		return { status: 200, body: await command.run(operations, fields, { language, say }) };
	} catch (error) {
		return answerTo(error, say);
	}
}

function answerTo(error: unknown, say: Say): CommandAnswer {
	if (error instanceof RefusedError) {
		return { status: error.status, body: { error: error.code, message: explain(error, say) } };
	}
	const failure = toBridgeError(error);
	const isPassing = failure.status === 503;
	const message = say(isPassing ? 'command.unavailable' : 'command.broken');
	const body = { error: isPassing ? 'unavailable' : 'internal-error', message };
	return { status: isPassing ? 503 : 500, body, failure };
}

function unknownCommand() {
	return refusal({
		code: 'unknown-command',
		status: 404,
		message: 'refusal.unknown-command',
		help: 'help.unknown-command',
		values: { commands: COMMAND_NAMES.join(', ') },
	});
}

function refuseOtherType(name: string, body: unknown): void {
	const type = asObject(body)?.['type'];
	if (type === undefined || type === name) return;
	throw refusal({
		code: 'wrong-type',
		status: 400,
		message: 'refusal.wrong-type',
		help: 'help.wrong-type',
		values: { command: name },
	});
}
