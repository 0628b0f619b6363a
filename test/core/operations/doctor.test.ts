import test from 'ava';
import { judgeServer, walSize } from '../../../src/core/operations/doctor/check-database.js';
import { diskSpace, nodeVersion } from '../../../src/core/operations/doctor/check-machine.js';
import { judgeClocks } from '../../../src/core/operations/doctor/check-machine.js';
import { nearest } from '../../../src/core/operations/doctor/nearest.js';
import { runSteps } from '../../../src/core/operations/doctor/steps.js';
import type { Step } from '../../../src/core/operations/doctor/steps.js';
import type { Finding } from '../../../src/core/operations/doctor/types.js';
import { MACHINE } from '../../../src/core/operations/doctor/words/machine.js';
import { availableEngines } from '../../support/databases.js';
import { openTestStorage } from '../../support/storage.js';

const said = ({ id, fault, found: [en] }: Finding): string => `${id}/${fault}: ${en}`;

test('says when Node.js, disk or log are not as they should be', (t) => {
	t.deepEqual([nodeVersion('20.18.9'), nodeVersion('20.19.0'), nodeVersion('22.1.0')].map(said), [
		'node-version/old: 20.18.9; 20.19 or higher is needed',
		'node-version/: 20.19.0',
		'node-version/: 22.1.0',
	]);
	t.deepEqual([diskSpace('/x', 50), diskSpace('/x', 500), diskSpace('/x', 5000)].map(said), [
		'disk-space/full: only 50 MB are free',
		'disk-space/low: 500 MB are free',
		'disk-space/: 5000 MB are free',
	]);
	t.deepEqual([walSize(300), walSize(3)].map(said), [
		'database-wal/large: 300 MB',
		'database-wal/: 3 MB',
	]);
});

test('says what a database server lacks', (t) => {
	const now = Date.now();
	const maxPacket = 16 * 1024 * 1024;
	const good = { version: '8.0.36', charset: 'utf8mb4', now, flushLog: '1', maxPacket };
	const faults = (facts: object): string[] =>
		judgeServer({ ...good, ...facts }, now)
			.filter(({ status }) => status !== 'ok')
			.map(({ id, fault }) => `${id}/${fault}`);
	t.deepEqual(faults({}), []);
	t.deepEqual(faults({ version: '10.11.6-MariaDB-0+deb12u1' }), []);
	t.deepEqual(faults({ version: '10.5.1-MariaDB' }), ['database-version/old']);
	t.deepEqual(faults({ version: '5.6.51-log' }), ['database-version/old']);
	t.deepEqual(faults({ maxPacket: 4 * 1024 * 1024 }), ['database-packet/small']);
	t.deepEqual(faults({ charset: 'latin1', flushLog: '2', now: now - 60_000 }), [
		'database-charset/narrow',
		'database-durability/loose',
		'database-time/off',
	]);
});

test('says whose clock is wrong', (t) => {
	const ours = Date.now();
	const at = (host: string, seconds: number) => ({ host, ours, theirs: ours + seconds * 1000 });
	t.is(judgeClocks([at('a', 300), at('b', 310)]).fault, 'off');
	t.regex(
		said(judgeClocks([at('a', 300), at('b', 3)])),
		/^clock\/one-off: the clock of a is 300 s/u,
	);
	t.is(judgeClocks([at('a', -30), at('b', 3)]).fault, '');
	t.is(judgeClocks([]).status, 'skipped');
});

test('finds the setting that was meant', (t) => {
	const known = ['APP_URL', 'PORT', 'DATABASE_URL', 'SECRET_KEY'];
	const names = ['APP_ULR', 'app_url', 'APPURL', 'DATABSE_URL', 'SECRET_KEYS', 'PORTS'];
	t.deepEqual(
		names.map((name) => nearest(name, known)),
		['APP_URL', 'APP_URL', 'APP_URL', 'DATABASE_URL', 'SECRET_KEY', 'PORT'],
	);
	for (const name of ['PATH', 'HOME', 'SECRET', 'URL', 'NODE_ENV', 'DATABASE'])
		t.is(nearest(name, known), undefined, `of ${name}`);
});

test('a check that fails or hangs is a finding, and the others go on', async (t) => {
	const step = (run: Step['run']): Step => ({
		...{ area: 'machine', table: MACHINE, id: 'clock', subject: 'x', run },
	});
	const steps = [
		step(() => Promise.reject(new Error('boom'))),
		step(() => new Promise(() => undefined)),
		step(() => [nodeVersion('22.0.0')]),
	];
	let done = 0;
	const findings = await runSteps(steps, 50, () => (done += 1));
	t.is(done, 3);
	t.deepEqual(
		findings.map(({ status, fault }) => `${status} ${fault}`),
		['failed unexplained', 'failed unexplained', 'ok '],
	);
	t.regex(findings[1]?.found[0] ?? '', /no answer in 0\.15 s/u);
});

for (const engine of availableEngines()) {
	test(`the questions to the database are answered, and nothing stays (${engine})`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const { examination } = database.stores;
		await examination.tryWriting();
		t.deepEqual(await raw()('preferences'), []);
		t.deepEqual(await examination.pending({}), { count: 0, oldest: undefined });
		t.is(await examination.countStaleLeases(Date.now()), 0);
		t.is((await examination.lastInbound(10)).size, 0);
		if (engine === 'sqlite') t.deepEqual(await examination.damage(), []);
		else
			t.deepEqual(
				judgeServer(await examination.serverFacts(), Date.now())
					.filter(({ id, status }) => status !== 'ok' && id !== 'database-durability')
					.map(said),
				[],
			);
	});
}
