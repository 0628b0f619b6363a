import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { baseAddress } from '../core/config/parsers.js';
import { digitsOf } from '../core/domain/phone-number.js';

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

/** Reads a phone number with its country code; it stays as it was typed. Throws InvalidArgumentError. */
export function phone(text: string): string {
	if (digitsOf(text.trim()) !== undefined) return text;
	throw new InvalidArgumentError('It must be country code and number, such as +49 151 1234567.');
}

/** Reads the daemon's public address. Throws InvalidArgumentError. */
export function publicAddress(text: string): string {
	try {
		return baseAddress(text);
	} catch {
		throw new InvalidArgumentError(
			'It must be an address without a path, such as https://bridge.example.org.',
		);
	}
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
