import { resolve } from 'node:path';
import { currentKeys, requireSecretKey } from '../../../core/config/secret-key.js';
import type { SecretKey } from '../../../core/config/secret-key.js';
import { backUp } from '../../../core/operations/backup.js';
import { keyNotInUse } from '../../../core/operations/rotate-key.js';
import { keyIdOf } from '../../../core/storage/token-cipher.js';
import { printJson } from '../../answer.js';
import { credentialsFolder } from '../../io.js';
import type { Io } from '../../io.js';
import { whileWaiting } from '../../waiting.js';
import { withDatabase } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { sizeText } from '../../sizes.js';

export type BackupOptions = {
	readonly out: string;
	readonly withKey?: true;
	readonly json?: true;
};

const WORDS = {
	copying: ['Copying the database', 'Копирование базы данных'],
	done: [
		'{path}: {size}, {messages} messages, {instances} instances; checked.',
		'{path}: {size}, сообщений — {messages}, инстансов — {instances}; проверено.',
	],
	dumped: [
		'{path}: {size}, a dump of all tables; checked.',
		'{path}: {size}, дамп всех таблиц; проверено.',
	],
	key: [
		'{path}: the key. Whoever has both files can send as your instances: keep them apart.',
		'{path}: ключ. Имея оба файла, можно писать от имени ваших инстансов: храните их отдельно.',
	],
	noKey: [
		'The key is not in it, and without the key its tokens are lost: keep {origin}, too, or use --with-key.',
		'Ключа в копии нет, а без ключа токены потеряны: сохраните и {origin} или используйте --with-key.',
	],
} as const satisfies Words;

/** `greenapi-rc backup`: a checked copy of the database, and of the key when that is asked for. */
export async function backupCommand(io: Io, options: BackupOptions): Promise<void> {
	const say = wordsOf(io, WORDS);
	await withDatabase(io, async ({ config, database }) => {
		const own =
			options.withKey === true ? requireSecretKey(config, credentialsFolder(io)) : undefined;
		const key = own && keyOf(own, await database.keyIds());
		const out = resolve(io.cwd, options.out);
		const { databaseUrl } = config;
		// The copy is made by a connection of its own.
		await database.close();
		const work = backUp({ databaseUrl, out, key });
		const { form, rows, bytes, keyFile } = await whileWaiting(io, say('copying'), work);
		if (options.json) {
			printJson(io, { out, form, bytes, rows: rows ?? null, keyFile: keyFile ?? null });
			return;
		}
		const { messages = 0, instances = 0 } = rows ?? {};
		io.out(
			say(rows === undefined ? 'dumped' : 'done', {
				path: out,
				size: sizeText(bytes),
				messages,
				instances,
			}),
		);
		if (keyFile !== undefined) io.err(say('key', { path: keyFile }));
		else io.err(say('noKey', { origin: originOf(config) }));
	});
}

/**
 * The one that opens the database: after a rotation that was cut off the next key may do. A key that opens nothing of what is there
 * is refused: it would be missed when the backup is needed. @param used Names of keys in use.
 */
function keyOf(own: SecretKey, used: ReadonlySet<string>): Buffer {
	const key = currentKeys(own).find((one) => used.has(keyIdOf(one)));
	if (key === undefined && used.size > 0) throw keyNotInUse();
	return key ?? own.bytes;
}

function originOf(config: {
	secretKey?: string | undefined;
	secretKeyFile?: string | undefined;
	dataDir: string;
}): string {
	if (config.secretKey !== undefined) return 'SECRET_KEY';
	return config.secretKeyFile ?? `${config.dataDir}/secret.key`;
}
