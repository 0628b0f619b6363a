import { closeSync, existsSync, fchmodSync, fchownSync, fsyncSync, openSync } from 'node:fs';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from '../domain/errors.js';

const NEW_MODE = 0o600;
const PLAIN = /^[\w.,:/@%+-]*$/u;

/**
 * Writes settings into the `.env` in `folder`: those that stand there with a value already get the new one, all other lines
 * stay as they are. A new file is readable for its owner alone, an old one keeps its mode and its owner; either is replaced as a whole, so
 * that nobody reads half of it; a link leads to it still. Throws ConfigError `CONFIG_ENV_FILE`.
 */
export function writeEnvFile(folder: string, values: Readonly<Record<string, string>>): void {
	const path = join(folder, '.env');
	try {
		const before = readText(path);
		replace(path, withValues(before ?? '', values));
	} catch (error) {
		throw new ConfigError(`The file .env in ${folder} can't be written.`, {
			code: 'CONFIG_ENV_FILE',
			help: 'Run it in a folder that you may write, or set the variables in the environment.',
			cause: error,
		});
	}
}

function readText(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

function withValues(text: string, values: Readonly<Record<string, string>>): string {
	const known = parseEnv(text);
	const lines = text.split('\n').filter((line) => !isReplaced(line, values, known));
	while (lines.at(-1)?.trim() === '') lines.pop();
	const added = Object.entries(values).map(([name, value]) => `${name}=${quoted(value)}`);
	return `${[...lines, ...added].join('\n')}\n`;
}

function isReplaced(
	line: string,
	values: Readonly<Record<string, string>>,
	known: NodeJS.Dict<string>,
): boolean {
	const name = /^\s*(?:export\s+)?(\w+)\s*=/u.exec(line)?.[1] ?? '';
	return Object.hasOwn(values, name) && known[name] !== undefined;
}

function quoted(value: string): string {
	return PLAIN.test(value) ? value : `"${value}"`;
}

function replace(named: string, text: string): void {
	const path = existsSync(named) ? realpathSync(named) : named;
	const old = statSync(path, { throwIfNoEntry: false });
	const temporary = `${path}.${process.pid}`;
	rmSync(temporary, { force: true });
	const file = openSync(temporary, 'wx', NEW_MODE);
	try {
		if (old !== undefined) keepOwner(file, old);
		fchmodSync(file, old === undefined ? NEW_MODE : old.mode & 0o777);
		writeSync(file, text);
		fsyncSync(file);
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, { force: true });
		throw error;
	} finally {
		closeSync(file);
	}
}

/** Whom root writes for must be able to read it; others may give nothing away. */
function keepOwner(file: number, { uid, gid }: Stats): void {
	if (process.getuid?.() === 0) fchownSync(file, uid, gid);
}
