import { readFileSync } from 'node:fs';
import { ConfigError } from '../domain/errors.js';
import { parseJson } from '../domain/json.js';
import { readTextOverrides } from '../texts/overrides.js';
import type { TextOverrides } from '../texts/phrasebook.js';

/** The operator's own texts of TEXTS_FILE; none without one. Throws ConfigError that names everything that is wrong. */
export function loadTextOverrides(path: string | undefined): TextOverrides {
	if (path === undefined) return {};
	const { overrides, problems } = readTextOverrides(parseJson(read(path)));
	if (problems.length > 0) throw refuse(`TEXTS_FILE can't be used: ${problems.join('; ')}.`);
	return overrides;
}

function read(path: string): string {
	try {
		// Editors on Windows put a mark in front that is no JSON.
		return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
	} catch (error) {
		throw refuse(`TEXTS_FILE ${path} can't be read.`, error);
	}
}

function refuse(message: string, cause?: unknown): ConfigError {
	return new ConfigError(message, {
		code: 'CONFIG_INVALID',
		help: 'Write an object of languages with texts by key; docs/texts.md lists the keys and their places.',
		cause,
	});
}
