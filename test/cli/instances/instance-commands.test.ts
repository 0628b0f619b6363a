import test from 'ava';
import { hasTerminals } from '../../support/terminal.js';
import { waitFor } from '../../support/wait-for.js';
import { APP_URL, ID, openInstanceDesk, PHONE } from './instance-desk.js';
import type { InstanceDesk } from './instance-desk.js';

const atTerminal = hasTerminals() ? test.serial : test.skip;

type Row = { name: string; wanted: string; actual: string; isRight: boolean };

function callsOf(desk: InstanceDesk, method: string): number {
	const counts = [...desk.greenApi.requests].filter(([route]) => route.includes(`/${method}/`));
	return counts.reduce((sum, [, count]) => sum + count, 0);
}

test.serial('logs an instance out with --yes, and says when there is nothing to do', async (t) => {
	const desk = await openInstanceDesk(t);
	const nobody = await desk.run(['logout-instance', ID]);
	t.is(nobody.code, 2);
	t.regex(nobody.stderr, /^--yes is missing/u);
	const unnamed = await desk.run(['logout-instance', '--yes']);
	t.regex(unnamed.stderr, /^<idInstance> is missing[^]*\(input-missing\)$/u);
	t.is(desk.account.state, 'authorized');
	const done = await desk.run(['logout-instance', ID, '--yes', '--json']);
	t.is(done.code, 0);
	t.deepEqual(JSON.parse(done.stdout), {
		...{ version: 1, instance: ID, state: 'notAuthorized', wasLinked: true },
	});
	t.is(desk.account.state, 'notAuthorized');
	t.is((await desk.known()).state, 'notAuthorized');
	const again = await desk.run(['logout-instance', ID, '--yes']);
	t.is(again.code, 0);
	t.regex(again.stdout, /^No phone is linked to instance 1101000001\. There is nothing to do\.$/u);
	t.regex(again.stderr, /greenapi-rc link-instance 1101000001/u);
	t.is(callsOf(desk, 'logout'), 1);
});

atTerminal('logs an instance out when its id is typed, and not after Ctrl+C', async (t) => {
	const desk = await openInstanceDesk(t);
	const first = desk.atTerminal(['logout-instance']);
	await first.type(`Type ${ID}`, '7\r');
	await first.type(`It is ${ID}`, '\u0003');
	t.is(await first.exited, 130, first.screen());
	t.is(desk.account.state, 'authorized');
	const second = desk.atTerminal(['logout-instance', ID]);
	await second.type(`Type ${ID}`, `${ID}\r`);
	t.is(await second.exited, 0, second.screen());
	t.regex(second.screen(), /unlinked[^]*waits here[^]*is logged out \(notAuthorized\)/u);
});

test.serial('restarts an instance, and is back when it is', async (t) => {
	const desk = await openInstanceDesk(t, {
		account: { state: 'yellowCard' },
		sandbox: { restartMs: 2500 },
	});
	const done = await desk.run(['reboot-instance', ID]);
	t.is(done.code, 0);
	t.is(done.stdout, `Instance ${ID} is back (authorized).`);
	t.is((await desk.known()).state, 'authorized');
	const late = await desk.run(['reboot-instance', ID, '--timeout', '1', '--json']);
	t.deepEqual([late.code, late.stdout], [1, '']);
	t.regex(late.stderr, /"still-starting"[^]*still starting/u);
	const before = callsOf(desk, 'reboot');
	const left = desk.start(['reboot-instance', ID]);
	await waitFor(() => callsOf(desk, 'reboot') > before, {
		label: 'the restart',
		timeoutMs: 15_000,
	});
	left.kill('SIGINT');
	const { code, stderr } = await left.exited;
	t.is(code, 130);
	t.regex(stderr, /Not waited[^]*restarts nevertheless[^]*\(interrupted\)$/u);
	desk.greenApi.faults.add({
		kind: 'refuse',
		path: /\/reboot\//u,
		status: 200,
		body: { isReboot: false },
	});
	const refused = await desk.run(['reboot-instance', ID]);
	t.regex(refused.stderr, /did not do this[^]*\(green-api-refused\)$/u);
});

test.serial('shows an instance beside what is wanted, and no token', async (t) => {
	const desk = await openInstanceDesk(t, {
		account: {
			settings: {
				webhookUrl: 'https://user:pass@old.example.org/hook?key=secret',
				...{ webhookUrlToken: 'somebody', incomingWebhook: 'yes' },
			},
		},
	});
	const { code, stdout } = await desk.run(['show-instance', '--json']);
	t.is(code, 0);
	t.notRegex(stdout, /pass|secret|somebody/u);
	const report = JSON.parse(stdout) as { live: { settings: Row[] } };
	t.like(report, {
		...{ version: 1, instance: ID, owner: 'bob@example.org', failure: null, deadCount: 0 },
		waiting: { inbound: { count: 0, oldestAt: null }, outbound: { count: 0, oldestAt: null } },
		live: { state: 'authorized', number: PHONE, queuedCount: 0, webhookCount: 0 },
		lastReceivedAt: null,
	});
	const [url, token, incoming] = report.live.settings;
	t.deepEqual(url, {
		...{ name: 'webhookUrl', wanted: `${APP_URL}/api/webhook/green-api` },
		...{ actual: 'https://old.example.org/hook?…', isRight: false },
	});
	t.like(token, { name: 'webhookUrlToken', wanted: '***', actual: '***', isRight: false });
	t.like(incoming, { name: 'incomingWebhook', wanted: 'yes', actual: 'yes', isRight: true });
	const text = await desk.run(['show-instance', ID, '--lang', 'ru']);
	t.is(text.code, 0);
	t.regex(text.stdout, /состояние +authorized\n/u);
	t.regex(text.stdout, /отличаются: 9; исправить: greenapi-rc apply-settings 1101000001/u);
	t.regex(text.stdout, /webhookUrlToken +нет +\*\*\* +\*\*\*/u);
});

test.serial('shows what is known when GREEN-API does not answer, with 6', async (t) => {
	const desk = await openInstanceDesk(t);
	desk.greenApi.faults.add({ kind: 'reset', path: '/' });
	const down = await desk.run(['show-instance', ID]);
	t.is(down.code, 6);
	t.regex(down.stdout, /state +authorized when it was heard of last; GREEN-API does not answer/u);
	t.regex(down.stdout, /to WhatsApp +0 wait/u);
	t.notRegex(down.stdout, /messages cross/u);
	t.regex(down.stderr, /\(partly-done\)$/u);
	const again = await desk.run(['show-instance', ID, '--json']);
	t.like(JSON.parse(again.stderr), { error: { code: 'partly-done', retryable: true } });
	desk.greenApi.faults.clear();
	const quota = { invokeStatus: { method: 'getSettings', status: 'QUOTE_EXCEEDED' } };
	desk.greenApi.faults.add({ kind: 'refuse', path: /\/getSettings\//u, status: 466, body: quota });
	const json = await desk.run(['show-instance', ID, '--json']);
	t.is(json.code, 6);
	t.like(JSON.parse(json.stdout), { live: null, known: { state: 'authorized' } });
	t.like(JSON.parse(json.stderr), { error: { code: 'partly-done', retryable: false } });
	desk.greenApi.faults.add({ kind: 'refuse', path: '/', status: 401 });
	const refused = await desk.run(['show-instance', ID]);
	t.is(refused.code, 6);
	t.regex(refused.stdout, /state +tokenRefused[^]*GREEN-API refuses its token: copy/u);
	const unknown = await desk.run(['show-instance', '1101000009']);
	t.deepEqual([unknown.code, unknown.stdout], [1, '']);
	t.regex(unknown.stderr, /\(instance-not-found\)$/u);
});

test.serial('does not say of a paused instance that messages cross', async (t) => {
	const desk = await openInstanceDesk(t);
	t.regex((await desk.run(['show-instance', ID])).stdout, /messages cross/u);
	await desk.run(['pause-instance', ID]);
	const { code, stdout } = await desk.run(['show-instance', ID]);
	t.is(code, 0);
	t.regex(stdout, /paused +for [^]*resume-instance/u);
	t.notRegex(stdout, /messages cross/u);
});

test.serial('says until when an instance is suspended, and what to do', async (t) => {
	const suspendedUntil = '2026-12-01T00:00:00Z';
	const desk = await openInstanceDesk(t, { account: { state: 'suspended', suspendedUntil } });
	const { stdout } = await desk.run(['show-instance']);
	t.regex(stdout, /suspended until +2026-12-01T00:00:00Z/u);
	t.regex(stdout, /suspects spam[^]*greenapi-rc reboot-instance 1101000001/u);
});

test.serial('applies settings once, and only those that differ', async (t) => {
	const desk = await openInstanceDesk(t);
	const asks = await desk.run(['apply-settings', ID]);
	t.is(asks.code, 2);
	t.regex(asks.stderr, /^--yes is missing[^]*--dry-run/u);
	const dry = await desk.run(['apply-settings', ID, '--dry-run']);
	t.is(dry.code, 0);
	t.regex(dry.stdout, /settings that differ:\nsetting +ok +wanted +is\nwebhookUrl +no +https/u);
	t.is(callsOf(desk, 'setSettings'), 0);
	const done = await desk.run(['apply-settings', '--all', '--yes', '--json']);
	t.is(done.code, 0);
	const { items } = JSON.parse(done.stdout) as {
		items: { differing: Row[]; isWritten: boolean }[];
	};
	t.like(items[0], { instance: ID, isWritten: true, failure: null });
	t.is(items[0]?.differing.length, 10);
	t.is(desk.account.settings['webhookUrl'], `${APP_URL}/api/webhook/green-api`);
	t.is(desk.account.settings['webhookUrlToken'], (await desk.known()).webhookToken);
	const again = await desk.run(['apply-settings', ID, '--yes']);
	t.is(again.code, 0);
	t.regex(
		again.stdout,
		/^The settings of instance 1101000001 are right\. There is nothing to do\.$/u,
	);
	t.is(callsOf(desk, 'setSettings'), 1);
});

test.serial('applies settings where it can, and names where it could not, with 6', async (t) => {
	const desk = await openInstanceDesk(t);
	const lost = { ...(await desk.known()), id: '1101000002' as never, webhookToken: 'other' };
	await desk.database.stores.instances.insert(lost);
	const part = await desk.run(['apply-settings', '--all', '--yes']);
	t.is(part.code, 6);
	t.regex(part.stdout, /instance 1101000001 are written; it restarts/u);
	t.regex(part.stderr, /Instance 1101000002: [^]*1 of 2 instances failed[^]*\(partly-done\)$/u);
	const alone = await desk.run(['apply-settings', '1101000002', '--yes']);
	t.is(alone.code, 1);
	t.regex(alone.stderr, /\(green-api-refused\)$/u);
	const env = { APP_URL: '' };
	const nowhere = await desk.run(['apply-settings', ID, '--yes'], env);
	t.regex(nowhere.stderr, /\(app-url-missing\)$/u);
	const both = await desk.run(['apply-settings', ID, '--all', '--yes']);
	t.is(both.code, 2);
});

atTerminal('asks before it writes settings', async (t) => {
	const desk = await openInstanceDesk(t);
	const left = desk.atTerminal(['apply-settings', ID]);
	await left.type('Leave everything as it is', '\r');
	t.is(await left.exited, 0, left.screen());
	t.regex(left.screen(), /webhookUrl[^]*Nothing was changed\./u);
	t.is(callsOf(desk, 'setSettings'), 0);
	const done = desk.atTerminal(['apply-settings', ID]);
	await done.type('Leave everything as it is', '\u001b[B\r');
	t.is(await done.exited, 0, done.screen());
	t.regex(done.screen(), /are written; it restarts/u);
	t.is(desk.account.settings['incomingWebhook'], 'yes');
});
