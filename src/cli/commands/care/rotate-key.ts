import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { currentKeys, requireSecretKey } from '../../../core/config/secret-key.js';
import { rotateKeyFile, rotateKeyInto } from '../../../core/operations/rotate-key.js';
import type { Rotated } from '../../../core/operations/rotate-key.js';
import { openDatabase } from '../../../core/storage/database.js';
import { requireDatabase } from '../../../core/storage/presence.js';
import { createTokenCipher } from '../../../core/storage/token-cipher.js';
import { printJson } from '../../answer.js';
import { inputMissing } from '../../form.js';
import { credentialsFolder, readConfig } from '../../io.js';
import type { Io } from '../../io.js';
import { createOutFile } from '../../out-file.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

export type RotateKeyOptions = { readonly out?: string; readonly json?: true };

const WORDS = {
	needsOut: [
		'The key comes from {origin}, which greenapi-rc can not change: name a new file for the new one.',
		'Ключ берётся из {origin}, это greenapi-rc изменить не может: укажите новый файл для нового ключа.',
	],
	done: [
		'{count} tokens are sealed with a new key, and all of them can be opened.',
		'Токенов зашифровано новым ключом: {count}; все они читаются.',
	],
	finished: [
		'A rotation that had been cut off was finished: {count} tokens, all of them can be opened.',
		'Завершена прерванная смена ключа: токенов — {count}, все они читаются.',
	],
	old: [
		'The old key is {path}: backups made before need it. Running daemons take the new one up by themselves.',
		'Старый ключ — {path}: он нужен прежним резервным копиям. Работающие демоны подхватят новый сами.',
	],
	outFile: [
		'The new key is in {path}. Put it in the place of {file}: until then the daemons answer 503, and what was sent is repeated.',
		'Новый ключ — в {path}. Поместите его на место {file}: до этого демоны отвечают 503, и отправленное повторяется.',
	],
	out: [
		'The new key is in {path}. Put it where {origin} is read from and restart the daemons: until then they answer 503, and what was sent is repeated.',
		'Новый ключ — в {path}. Поместите его туда, откуда берётся {origin}, и перезапустите демоны: до этого они отвечают 503, и отправленное повторяется.',
	],
} as const satisfies Words;

/** `greenapi-rc rotate-key`: a new key for the stored tokens. */
export async function rotateKeyCommand(io: Io, options: RotateKeyOptions): Promise<void> {
	const say = wordsOf(io, WORDS);
	const { config } = readConfig(io);
	requireDatabase(config.databaseUrl);
	const key = requireSecretKey(config, credentialsFolder(io));
	const { origin, path } = key;
	if (path === undefined && options.out === undefined)
		throw inputMissing(['--out'], say('needsOut', { origin }));
	const out = options.out === undefined ? undefined : resolve(io.cwd, options.out);
	// Says in the words of all commands that it is there.
	if (out !== undefined && existsSync(out)) createOutFile(out);
	const cipher = createTokenCipher(key.bytes, () => currentKeys(key));
	const database = openDatabase(config.databaseUrl, cipher);
	let rotated: Rotated;
	try {
		await database.checkSchema();
		rotated = await (out === undefined
			? rotateKeyFile(database, path ?? '')
			: rotateKeyInto(database, out));
	} finally {
		await database.close();
	}
	const { tokens, isFinished, oldKeyFile } = rotated;
	if (options.json) {
		printJson(io, { tokens, isFinished, oldKeyFile: oldKeyFile ?? null, out: out ?? null });
		return;
	}
	io.out(say(isFinished ? 'finished' : 'done', { count: tokens }));
	if (out !== undefined && path !== undefined) io.err(say('outFile', { path: out, file: path }));
	else if (out !== undefined) io.err(say('out', { path: out, origin }));
	else if (oldKeyFile !== undefined) io.err(say('old', { path: oldKeyFile }));
}
