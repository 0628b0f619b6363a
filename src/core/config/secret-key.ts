import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../domain/errors.js';
import type { Config } from './fields.js';

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

/** The keys as they are now: the one in use, and the next one while a rotation is under way or was cut off. */
export function currentKeys({ bytes, path }: SecretKey): readonly Buffer[] {
	if (path === undefined) return [bytes];
	const files = [path, nextKeyPath(path)].filter(exists);
	const keys = files.map((file) => readKey(file, file).bytes);
	return keys.length === 0 ? [bytes] : keys;
}

/** Reads the key in a file; undefined when there is none. Throws ConfigError `CONFIG_SECRET_KEY`. */
export function readKeyFile(path: string): Buffer | undefined {
	return exists(path) ? readKey(path, path).bytes : undefined;
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
		// A link never replaces: whoever comes second reads the key of the first.
		linkSync(own, path);
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
		return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
	}
}
