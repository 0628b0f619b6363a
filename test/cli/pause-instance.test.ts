import test from 'ava';
import { availableEngines } from '../support/databases.js';
import { startProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { INSTANCE, openDesk } from './ledger-of-a-desk.js';

for (const engine of availableEngines()) {
	test(`${engine}: pauses and resumes an instance, and says what waits`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await desk.add();
		const paused = await desk.run('pause-instance', INSTANCE, '--reason', 'new \u001bphone');
		t.is(paused.code, 0, `stderr: ${paused.stderr}`);
		t.is(paused.stdout, `Instance ${INSTANCE} is paused.\nReason: new \ufffdphone`);
		t.regex(paused.stderr, /^Waiting: 0 to Rocket\.Chat, 1 to WhatsApp\.$/mu);

		const traced = await desk.run('trace', String(id));
		t.regex(traced.stdout, /^ {2}waits +for the end of the instance’s pause, since .* UTC \(new/mu);
		t.notRegex(traced.stdout, /next try/u);
		const item = JSON.parse((await desk.run('trace', String(id), '--json')).stdout) as {
			items: { pause: { reason: string }; nextTryAt: string | null }[];
		};
		t.is(item.items[0]?.nextTryAt, null);
		t.is(item.items[0]?.pause.reason, 'new \u001bphone');

		const status = await desk.run('status');
		t.regex(status.stdout, /paused for .* \(new \ufffdphone\), connected/u);
		const shown = JSON.parse((await desk.run('status', '--json')).stdout) as {
			instances: { pause: { reason: string } | null }[];
		};
		t.is(shown.instances[0]?.pause?.reason, 'new \u001bphone');
		const again = await desk.run('pause-instance', INSTANCE, '--json');
		const { since, ...rest } = JSON.parse(again.stdout) as { since: string };
		t.true(Math.abs(Date.parse(since) - Date.now()) < 60_000);
		t.deepEqual(rest as unknown, {
			...{ version: 1, instance: INSTANCE, isPaused: true, isChanged: false },
			waiting: { inbound: 0, outbound: 1 },
			reason: 'new \u001bphone',
		});

		const russian = await desk.run(
			'--lang',
			'ru',
			'pause-instance',
			INSTANCE,
			'--reason',
			'ремонт',
		);
		t.regex(russian.stdout, /^Инстанс 1101000001 уже приостановлен, прошло .*\nПричина: ремонт$/u);

		const resumed = await desk.run('resume-instance', INSTANCE);
		t.regex(resumed.stdout, /^Instance 1101000001 works again, after a pause of \d/u);
		const idle = await desk.run('resume-instance', INSTANCE, '--json');
		t.deepEqual(JSON.parse(idle.stdout), {
			...{ version: 1, instance: INSTANCE, isPaused: false, isChanged: false },
			waiting: { inbound: 0, outbound: 1 },
			pausedMs: null,
		});
	});

	test(`${engine}: refuses an instance that is not registered`, async (t) => {
		const desk = await openDesk(t, engine);
		for (const command of ['pause-instance', 'resume-instance']) {
			const { code, stdout, stderr } = await desk.run(command, '1101000009');
			t.deepEqual([code, stdout], [1, '']);
			t.regex(stderr, /1101000009.*\(instance-not-found\)$/su);
		}
	});
}

for (const command of ['pause-instance', 'resume-instance']) {
	test(`${command} refuses what is no instance, with 2`, async (t) => {
		const none = await startProgram(t, [command]).exited;
		t.deepEqual([none.code, none.stdout], [2, '']);
		t.regex(none.stderr, /idInstance/u);
		const wrong = await startProgram(t, [command, 'first']).exited;
		t.deepEqual([wrong.code, wrong.stdout], [2, '']);
	});

	test(`${command} says that there is no database`, async (t) => {
		const env = { DATA_DIR: await temporaryFolder(t) };
		const { code, stdout, stderr } = await startProgram(t, [command, INSTANCE], { env }).exited;
		t.deepEqual([code, stdout], [1, '']);
		t.regex(stderr, /STORAGE_/u);
	});
}
