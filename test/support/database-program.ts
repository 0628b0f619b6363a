import { systemClock } from '../../src/core/clock.js';
import { eventKey } from '../../src/core/domain/event-key.js';
import { createCommitQueue } from '../../src/core/ledger/commit-queue.js';
import { openDatabase } from '../../src/core/storage/database.js';
import { createTokenCipher } from '../../src/core/storage/token-cipher.js';
import { newMessage } from './rows.js';

/*
 * node dist/test/support/database-program.js <database url> migrate | rollback | wake <lane id> | accept <how many>
 *
 * A process of its own on a database, for what only several processes can show. Prints its result as one line of JSON.
 */

const [url = '', command, argument] = process.argv.slice(2);
const database = openDatabase(url, createTokenCipher(Buffer.alloc(32)));
try {
	if (command === 'migrate') print((await database.migrate()).applied);
	if (command === 'rollback') print(await database.rollback());
	if (command === 'wake') await database.stores.lanes.wake(Number(argument), Date.now());
	if (command === 'accept') print(await accept(Number(argument)));
} finally {
	await database.close();
}

/** Accepts the same events as every other process that runs this; answers how many of them were new. */
async function accept(howMany: number): Promise<{ added: number }> {
	const deps = { database, clock: systemClock, owner: 'program', leaseMs: 1000 };
	const queue = createCommitQueue({ ...deps, onWork: () => undefined });
	const keys = Array.from({ length: howMany }, (_, n) => eventKey(['shared', n]));
	const answers = await Promise.all(
		keys.map((key) => queue.accept([newMessage({ eventKey: key })])),
	);
	return { added: answers.filter(({ repeats }) => repeats.length === 0).length };
}

function print(result: unknown): void {
	process.stdout.write(`${JSON.stringify(result)}\n`);
}
