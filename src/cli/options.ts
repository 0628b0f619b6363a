import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';

const LARGEST_LIMIT = 1000;

/** Reads `--limit`. Throws InvalidArgumentError, which ends with exit code 2. */
export function limit(text: string): number {
	const count = /^\d+$/.test(text) ? Number(text) : 0;
	if (count >= 1 && count <= LARGEST_LIMIT) return count;
	throw new InvalidArgumentError(`It must be a number from 1 to ${LARGEST_LIMIT}.`);
}

/** Reads the number of a message. Throws InvalidArgumentError. */
export function messageNumber(text: string): number {
	const id = /^\d+$/.test(text) ? Number(text) : 0;
	if (id >= 1 && Number.isSafeInteger(id)) return id;
	throw new InvalidArgumentError('It must be the number of a message, such as 4711.');
}

/** Reads an idInstance. Throws InvalidArgumentError. */
export function instanceId(text: string): string {
	if (/^[1-9]\d{0,11}$/.test(text)) return text;
	throw new InvalidArgumentError('It must be an idInstance, such as 1101000001.');
}

/** Adds the option of commands that need one workspace. */
export function withWorkspace(command: Command): Command {
	return command.option('--workspace <url>', 'which workspace, where there are several');
}

const LONGEST_SECONDS = 3600;

/** Reads a length of time in seconds. Throws InvalidArgumentError. */
export function seconds(text: string): number {
	const count = /^\d+$/.test(text) ? Number(text) : 0;
	if (count >= 1 && count <= LONGEST_SECONDS) return count;
	throw new InvalidArgumentError(`It must be a number of seconds from 1 to ${LONGEST_SECONDS}.`);
}
