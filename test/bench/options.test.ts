import test from 'ava';
import { PARTS, readOptions } from '../../bench/options.js';

const NOT_WAYS = PARTS.filter((part) => part !== 'ways');

test('everything is measured but what takes long', (t) => {
	const { parts, ledgerRows, rounds, growthMessages, wayMessages } = readOptions([]);
	t.deepEqual(parts, NOT_WAYS);
	t.deepEqual(
		{ ledgerRows, rounds, growthMessages },
		{ ledgerRows: 0, rounds: 3, growthMessages: 20_000 },
	);
	t.deepEqual(wayMessages, { app: 1000, rest: 30 });
});

test('--only measures one part, and says which there are', (t) => {
	t.deepEqual(readOptions(['--only', 'ways']).parts, ['ways']);
	t.throws(() => readOptions(['--only', 'rest']), {
		instanceOf: TypeError,
		message: '--only must be one of load, files, commands, ledger, lists, ways',
	});
});

test('--only lists fills a ledger of a million rows, unless told', (t) => {
	t.is(readOptions(['--only', 'lists']).ledgerRows, 1_000_000);
	t.is(readOptions(['--only', 'lists', '--ledger-rows', '5000']).ledgerRows, 5000);
});

test('--full sends as much by REST as by the app, --messages says how much by either', (t) => {
	t.deepEqual(readOptions(['--full']).wayMessages, { app: 1000, rest: 1000 });
	t.deepEqual(readOptions(['--messages', '60']).wayMessages, { app: 60, rest: 60 });
	t.deepEqual(readOptions(['--full', '--messages', '60']).wayMessages, { app: 60, rest: 60 });
});

for (const text of ['9', '10001', '1e2', 'many', ''])
	test(`--messages does not take “${text}”`, (t) => {
		t.throws(() => readOptions(['--messages', text]), {
			instanceOf: TypeError,
			message: '--messages must be a whole number from 10 to 10000',
		});
	});
