import { openDatabase } from '../../src/core/storage/database.js';
import { createTokenCipher } from '../../src/core/storage/token-cipher.js';

/*
 * node dist/test/support/database-program.js <database url> migrate | wake <lane id>
 *
 * A process of its own on a database, for what only several processes can show. Prints its result as one line of JSON.
 */

const [url = '', command, laneId] = process.argv.slice(2);
const database = openDatabase(url, createTokenCipher(Buffer.alloc(32)));
try {
	if (command === 'migrate') print((await database.migrate()).applied);
	if (command === 'wake') {
		const at = Date.now();
		await database.stores.lanes.wake(Number(laneId), at);
		print({ at });
	}
} finally {
	await database.close();
}

function print(result: unknown): void {
	process.stdout.write(`${JSON.stringify(result)}\n`);
}
