import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from '../domain/errors.js';
import type { Config } from './fields.js';
import { placeFile } from './place-file.js';

const KEY_BYTES = 32;

/** A key of 32 bytes and where it came from (never the key itself in a message). */
export type SecretKey = {
	readonly bytes: Buffer;
	readonly origin: string;
	/** The file that greenapi-rc may change; undefined for a key from the environment or from systemd. */
	readonly path: string | undefined;
};

/** Where a new key stands while stored tokens are sealed with it. */
export function nextKeyPath(path: string): string {
	return `${path}.next`;
}

/**
 * The keys as they are now: the one in use, the next one while a rotation is under way or was cut off, and old ones that were
 * kept: what a process sealed in the moment of a rotation is under the old key until somebody seals it anew.
 */
export function currentKeys({ bytes, path }: SecretKey): readonly Buffer[] {
	if (path === undefined) return [bytes];
	// The next one first: if it gets its name in between, it is read as the one in use.
	const next = readKeyFile(nextKeyPath(path));
	const own = readKeyFile(path) ?? bytes;
	return [own, ...(next === undefined ? [] : [next]), ...oldKeys(path)];
}

/** The one in use as it is now, after a rotation by another process; the one that is known where the file can't be read. */
export function keyInUse({ bytes, path }: SecretKey): Buffer {
	return path === undefined ? bytes : (readQuietly(path)[0] ?? bytes);
}

/** Where a key is kept after its rotation; `name` is the key's. */
export function oldKeyPath(path: string, name: string): string {
	return `${path}${OLD}${name}`;
}

const OLD = '.old-';

/** The kept ones; one that can't be read is as good as removed. */
export function oldKeys(path: string): readonly Buffer[] {
	try {
		const names = readdirSync(dirname(path)).filter((name) =>
			name.startsWith(basename(path) + OLD),
		);
		return names.flatMap((name) => readQuietly(join(dirname(path), name)));
	} catch {
		return [];
	}
}

function readQuietly(path: string): readonly Buffer[] {
	try {
		return [decode(readFileSync(path, 'utf8').trim(), path)];
	} catch {
		return [];
	}
}

/** Reads the key in a file; undefined when there is none. Throws ConfigError `CONFIG_SECRET_KEY`. */
export function readKeyFile(path: string): Buffer | undefined {
	try {
		return readKey(path, path).bytes;
	} catch (error) {
		if (isMissing((error as ConfigError).cause)) return undefined;
		throw error;
	}
}

/**
 * The key that encrypts stored tokens: SECRET_KEY, else SECRET_KEY_FILE, else systemd's credential `secret-key`,
 * else `<DATA_DIR>/secret.key`, which is made once with mode 0600. Two processes that start at once get the same key.
 */
export function loadSecretKey(config: Config, credentialsFolder: string | undefined): SecretKey {
	const key = findSecretKey(config, credentialsFolder);
	if (key !== undefined) return key;
	const path = join(config.dataDir, 'secret.key');
	generate(path, config.dataDir);
	return readKey(path, path);
}

/** As loadSecretKey, for those who come after: throws ConfigError `CONFIG_SECRET_KEY` where a key would have to be made. */
export function requireSecretKey(config: Config, credentialsFolder: string | undefined): SecretKey {
	const key = findSecretKey(config, credentialsFolder);
	if (key !== undefined) return key;
	throw new ConfigError(`There is no key for the stored tokens in ${config.dataDir}.`, {
		code: 'CONFIG_SECRET_KEY',
		help: 'Set DATA_DIR, SECRET_KEY or SECRET_KEY_FILE as the daemon has them; a new key is made by greenapi-rc migrate, or when the daemon starts.',
	});
}

/** The key that is there already; undefined when there is none. Throws ConfigError when it can't be used. */
export function findSecretKey(
	config: Config,
	credentialsFolder: string | undefined,
): SecretKey | undefined {
	if (config.secretKey !== undefined)
		return {
			bytes: decode(config.secretKey, 'SECRET_KEY'),
			origin: 'SECRET_KEY',
			path: undefined,
		};
	if (config.secretKeyFile !== undefined) return readKey(config.secretKeyFile, 'SECRET_KEY_FILE');
	const credential = credentialsFolder && join(credentialsFolder, 'secret-key');
	if (credential && exists(credential))
		return { ...readKey(credential, 'systemd credential secret-key'), path: undefined };
	const generated = join(config.dataDir, 'secret.key');
	return exists(generated) ? readKey(generated, generated) : undefined;
}

function readKey(path: string, origin: string): SecretKey {
	try {
		return { bytes: decode(readFileSync(path, 'utf8').trim(), origin), origin, path };
	} catch (error) {
		if (error instanceof ConfigError) throw error;
		throw new ConfigError(
			`The key file ${path} can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
			{
				code: 'CONFIG_SECRET_KEY',
				help: 'Make it readable for the user that runs greenapi-rc.',
				cause: error,
			},
		);
	}
}

function decode(text: string, origin: string): Buffer {
	const bytes = /^[0-9a-f]{64}$/i.test(text)
		? Buffer.from(text, 'hex')
		: Buffer.from(text, 'base64');
	if (bytes.length === KEY_BYTES) return bytes;
	throw new ConfigError(`The key from ${origin} does not hold 32 bytes as base64 or hex.`, {
		code: 'CONFIG_SECRET_KEY',
		help: 'Make one with: openssl rand -base64 32 — and keep it: without it the stored tokens are lost.',
	});
}

function generate(path: string, folder: string): void {
	const own = `${path}.${randomBytes(6).toString('hex')}`;
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		writeFileSync(own, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
			mode: 0o600,
			flag: 'wx',
			flush: true,
		});
		// Nothing is replaced: whoever comes second reads the key of the first.
		placeFile(own, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
			throw new ConfigError(
				`A key can't be written to ${folder} (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
				{
					code: 'CONFIG_DATA_DIR',
					help: 'Set DATA_DIR to a folder that greenapi-rc may write, or give it a key with SECRET_KEY.',
					cause: error,
				},
			);
		}
	} finally {
		if (exists(own)) unlinkSync(own);
	}
}

function exists(path: string): boolean {
	try {
		readFileSync(path);
		return true;
	} catch (error) {
		return !isMissing(error);
	}
}

function isMissing(error: unknown): boolean {
	const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
	return ['ENOENT', 'ENOTDIR'].includes(code);
}
