import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { startProgram } from '../../support/child.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { hasTerminals, startAtTerminal } from '../../support/terminal.js';
import { storesOf } from './daemon-stores.js';
import { faultsOf, openDoctorWorld } from './doctor-world.js';
import type { DoctorWorld, Printed } from './doctor-world.js';

let world: DoctorWorld;

test.before('a world without faults', async () => {
	world = await openDoctorWorld();
});

test.after.always('the world ends', async () => {
	await world.close();
});

async function modeOf(path: string): Promise<number> {
	return (await stat(path)).mode & 0o777;
}

/** The key is open, the daemon has moved and the instance has not heard of it. */
async function breakAll(): Promise<void> {
	const { raw, stage, keyPath } = world;
	await chmod(keyPath, 0o644);
	await raw('workspaces').update({ app_url: 'http://127.0.0.1:1' });
	const { settings } = stage.greenApi.instance(stage.idInstance);
	Object.assign(settings, { webhookUrl: 'http://127.0.0.1:1', stateWebhook: 'no' });
}

test.serial('--fix --yes makes every repair and looks again', async (t) => {
	const { stage, keyPath, daemonUrl } = world;
	await breakAll();
	const before = await world.doctor(t, ['--json']);
	t.deepEqual(faultsOf(JSON.parse(before.stdout) as Printed), [
		...['instance-settings/differ', 'key-file/open'],
		...['workspace-app-url/differs', 'workspace-way/address'],
	]);
	t.is(await modeOf(keyPath), 0o644, 'it only looks');
	const astray = await world.doctor(t, ['--json'], { APP_URL: 'http://127.0.0.1:2' });
	const { checks: offered } = JSON.parse(astray.stdout) as Printed;
	t.deepEqual(
		offered.flatMap(({ repair }) => repair ?? []),
		['file-mode'],
		'nothing is sent to where no daemon of ours is',
	);

	const { code, stdout, stderr } = await world.doctor(t, ['--fix', '--yes', '--json']);
	t.is(code, 0, `stderr: ${stderr}`);
	const { checks, repairs = [], ...printed } = JSON.parse(stdout) as Printed;
	t.deepEqual(faultsOf({ ...printed, checks }), []);
	t.deepEqual(
		repairs.map(({ repair, isDone }) => [repair, isDone]),
		[
			['file-mode', true],
			['sync-app-url', true],
			['apply-settings', true],
		],
	);
	t.is(await modeOf(keyPath), 0o600);
	const { webhookUrl, stateWebhook } = stage.greenApi.instance(stage.idInstance).settings;
	t.deepEqual([webhookUrl, stateWebhook], [`${daemonUrl}/api/webhook/green-api`, 'yes']);

	const again = await world.doctor(t, ['--fix', '--yes']);
	t.deepEqual([again.code, again.stdout], [0, '']);
	t.regex(again.stderr, /^There is nothing that can be repaired from here\./u);
});

test.serial('--fix applies the migrations that are missing', async (t) => {
	const url = `sqlite:${join(await temporaryFolder(t), 'empty.db')}`;
	await writeFile(url.slice('sqlite:'.length), '', { mode: 0o600 });
	const args = ['--only', 'database'];
	const { stdout } = await world.doctor(t, args, { DATABASE_URL: url });
	t.regex(stdout, /it lacks \d+ of this version/u);
	const fixed = await world.doctor(t, [...args, '--fix', '--yes'], { DATABASE_URL: url });
	t.deepEqual([fixed.code, fixed.stdout], [0, ''], `stderr: ${fixed.stderr}`);
	t.regex(fixed.stderr, /^done: apply the migrations that are missing$/mu);
});

test.serial('a repair that fails is said, and the others are made', async (t) => {
	const { stage, keyPath } = world;
	await breakAll();
	const down = stage.greenApi.faults.add({ kind: '500', path: /setSettings/u });
	const { code, stdout, stderr } = await world.doctor(t, ['--fix', '--yes']);
	down();
	t.is(code, 7);
	t.regex(stderr, /^failed: apply-settings 1101000001[^:]*: GREEN-API setSettings/mu);
	t.regex(stdout, /^failed {2}instance-settings {2}1101000001$/mu);
	t.is(await modeOf(keyPath), 0o600);
	t.is((await world.doctor(t, ['--fix', '--yes', '-q'])).code, 0);
});

test.serial('without a terminal --fix needs --yes, and --yes needs --fix', async (t) => {
	const { code, stdout, stderr } = await world.doctor(t, ['--fix']);
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /^--yes is missing[^]*\(input-missing\)$/u);
	t.is((await world.doctor(t, ['--yes'])).code, 2);
});

const whereTerminals = hasTerminals() ? test.serial : test.serial.skip;

whereTerminals('at a terminal every repair is asked for', async (t) => {
	const { folder, env, keyPath, raw } = world;
	await breakAll();
	const terminal = startAtTerminal(t, ['doctor', '--fix'], { cwd: folder, env });
	await terminal.type('secret.key: do it?', '\r');
	await terminal.type('sync-app-url', '\u001b[B\r');
	await terminal.type('apply-settings 1101000001', '\u001b[B\r');
	t.is(await terminal.exited, 7);
	t.is(await modeOf(keyPath), 0o600);
	t.deepEqual(await raw('workspaces').pluck('app_url'), ['http://127.0.0.1:1']);
	t.regex(terminal.screen(), /workspace-app-url/u);
	const texts = terminal
		.screen()
		.split('\n')
		.map((line) => line.trimEnd());
	const printed = texts.filter((line) => /^ {2}(?:looked at|found|do) /u.test(line));
	t.true(printed.length >= 6);
	t.deepEqual(
		printed.filter((line) => line.length > 80),
		[],
	);
	await world.doctor(t, ['--fix', '--yes']);
});

test.serial('clouds that never answer don’t keep it', async (t) => {
	const { stage } = world;
	const undo = [stage.greenApi, stage.rocketChat].map(({ faults }) =>
		faults.add({ kind: 'half-open', path: '/' }),
	);
	const startedAt = Date.now();
	const { code, stdout } = await world.doctor(t, ['--json', '--timeout', '1']);
	undo.forEach((take) => take());
	t.is(code, 7);
	t.true(Date.now() - startedAt < 12_000);
	t.deepEqual(faultsOf(JSON.parse(stdout) as Printed), [
		'instance-state/unreachable',
		'workspace-reachable/unreachable',
	]);
});

test.serial('an app that has gone is named', async (t) => {
	const { raw, stage } = world;
	const { workspaces } = storesOf(t, world.env);
	await workspaces.update(1, {
		app: {
			...{ id: 'app', endpoint: '/api/apps/public/app/gateway', key: 'a'.repeat(64) },
			...{ version: '1.2.3', capabilities: [], seenAt: Date.now() },
		},
	});
	const { code, stdout } = await world.doctor(t, ['--workspace', stage.rocketChat.url]);
	t.is(code, 7);
	t.regex(stdout, /workspace-way[^]*the app 1\.2\.3 does not answer[^]*Enable the app/u);
	await raw('workspaces').update({ app_id: null });
});

test.serial('a choice that names nothing, and wrong input, are refused', async (t) => {
	for (const [args, code, error] of [
		[['--instance', '9999'], 1, /\(instance-not-found\)$/u],
		[['--workspace', 'https://other.example.org'], 1, /\(workspace-not-registered\)$/u],
		[['--instance', 'abc'], 2, /must be an idInstance/u],
		[['--only', 'moon'], 2, /Allowed choices are machine, config/u],
		[['--timeout', '0'], 2, /from 1 to 120/u],
	] as const) {
		const ended = await world.doctor(t, args);
		t.deepEqual([ended.code, ended.stdout], [code, ''], `of ${args.join(' ')}`);
		t.regex(ended.stderr, error);
	}
});

test.serial('on an empty machine it says what is missing, and makes nothing', async (t) => {
	const cwd = await temporaryFolder(t);
	const args = ['doctor', '--verbose', '--lang', 'ru'];
	const { code, stdout, stderr } = await startProgram(t, args, { cwd }).exited;
	t.is(code, 7);
	t.regex(stdout, /^сбой {2}database-reachable/mu);
	t.regex(stdout, /^пропуск {2}ledger-backlog\n.*\n.*не проверено: база данных не работает$/mu);
	t.regex(stderr, /^Не пройдено \d+[^]*\(checks-failed\)$/u);
	await t.throwsAsync(stat(join(cwd, 'data')));
});
