import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { newMessage } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const LANES = Array.from({ length: 12 }, (_, index) => index + 1);
/** Lengths of the payloads of a lane: small ones between large ones, as texts between files. */
const LENGTHS = [
	400, 3000, 700, 5500, 300, 2500, 900, 4100, 350, 5900, 600, 1200, 200, 4800, 500, 80,
];

for (const engine of availableEngines()) {
	test(`${engine}: rows of many lanes come in order, whatever their sizes`, async (t) => {
		const { messages } = (await openTestStorage(t, engine)).database.stores;
		for (const laneId of LANES) {
			const rows = LENGTHS.map((length, part) =>
				newMessage({ laneId, part, payload: 'p'.repeat(length + 37 * laneId) }),
			);
			await messages.insert(rows, 1);
		}
		const pending = await messages.listPending(LANES, LENGTHS.length);
		for (const laneId of LANES) {
			const parts = pending.filter((row) => row.laneId === laneId).map(({ part }) => part);
			t.deepEqual(parts, [...LENGTHS.keys()], `lane ${laneId}`);
		}
	});
}
