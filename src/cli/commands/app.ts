import { constants, copyFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isThere } from '../../core/config/place-file.js';
import { outFileExists, outFileFailed } from '../../core/operations/out-file-refusals.js';
import { printJson } from '../answer.js';
import { findAppZip } from '../app-zip.js';
import type { AppZip } from '../app-zip.js';
import type { Io } from '../io.js';
import { wordsOf } from '../words.js';
import type { Words } from '../words.js';

export type AppPackageOptions = {
	/** File, or a folder that there is; the working folder unless told. */
	readonly out?: string;
	readonly json?: true;
};

const WORDS = {
	next: [
		'An administrator uploads it in Rocket.Chat: Marketplace, Private Apps, Upload private app.',
		'Администратор загружает его в Rocket.Chat: «Маркетплейс», «Частные приложения», «Загрузить частное приложение».',
	],
} as const satisfies Words;

/** `greenapi-rc app path`: where the packed app lies. Throws RefusedError `app-package-missing`. */
export function appPathCommand(io: Io, form: 'text' | 'json'): void {
	const zip = findAppZip();
	if (form === 'json') printJson(io, fieldsOf(zip, zip.path));
	else io.out(zip.path);
}

/**
 * `greenapi-rc app package`: writes the packed app, and prints where. Nothing is overwritten. Throws RefusedError
 * `app-package-missing`, `out-file-exists` or `out-file-failed`.
 */
export function appPackageCommand(io: Io, { out = '.', json }: AppPackageOptions): void {
	const zip = findAppZip();
	const path = targetOf(resolve(io.cwd, out), zip);
	copy(zip.path, path);
	if (json) printJson(io, fieldsOf(zip, path));
	else io.out(path);
	io.err(wordsOf(io, WORDS)('next'));
}

function fieldsOf({ version: appVersion, sizeBytes }: AppZip, path: string): object {
	return { path, appVersion, sizeBytes };
}

function targetOf(path: string, { name }: AppZip): string {
	return isThere(path) && statSync(path).isDirectory() ? join(path, name) : path;
}

function copy(from: string, to: string): void {
	try {
		copyFileSync(from, to, constants.COPYFILE_EXCL);
	} catch (error) {
		const { code = 'unknown' } = error as NodeJS.ErrnoException;
		throw code === 'EEXIST' ? outFileExists(to, error) : outFileFailed(to, code, error);
	}
}
