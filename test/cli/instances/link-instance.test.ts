import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { readQrText } from '../../../src/cli/commands/instances/qr-code.js';
import { scanDrawnCode } from '../../support/drawn-code.js';
import { waitFor } from '../../support/wait-for.js';
import { ID, openInstanceDesk, PHONE } from './instance-desk.js';

/** Several machines' worth of tests may run at once. */
const SLOW_MS = 30_000;
const UNLINKED = { account: { state: 'notAuthorized' } };

test.serial('tells each step as a line of JSON, with what the picture says', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const program = desk.start(['link-instance', '--json']);
	const first = JSON.parse(await program.waitForLine(/"type":"qr"/u, SLOW_MS)) as Record<
		string,
		string
	>;
	t.like(first, { version: 1, type: 'qr', instance: ID });
	t.is(first['payload'], await readQrText(Buffer.from(String(first['png']), 'base64')));
	t.regex(String(first['payload']), /^2@/u);
	t.true(Date.parse(String(first['expiresAt'])) > Date.now());
	desk.greenApi.scan(ID);
	const { code, stdout } = await program.exited;
	t.is(code, 0);
	t.deepEqual(JSON.parse(stdout.split('\n').at(-1) ?? ''), {
		...{ version: 1, type: 'linked', state: 'authorized', phone: PHONE, wasLinked: false },
		instance: ID,
	});
});

test.serial('prints the code as text where there is no terminal', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const program = desk.start(['link-instance', ID]);
	await program.waitForLine(/▀/u, SLOW_MS);
	const drawn = await waitFor(() => scanDrawnCode(program.stdout.join('\n'), 'light'));
	t.regex(drawn, /^2@/u);
	program.kill('SIGINT');
	const { code, stderr } = await program.exited;
	t.is(code, 130);
	t.regex(stderr, /Nothing was changed\.\n\(interrupted\)$/u);
	t.is(desk.account.state, 'notAuthorized');
});

test.serial('keeps the picture in a file as long as it is good for something', async (t) => {
	const desk = await openInstanceDesk(t, { ...UNLINKED, sandbox: { qrLifeMs: 500 } });
	const path = join(desk.folder, 'code.png');
	const program = desk.start(['link-instance', ID, '--png', 'code.png']);
	await program.waitForLine(/The code is in code\.png/u, SLOW_MS);
	const first = await readFile(path);
	t.regex(String(await readQrText(first)), /^2@/u);
	await waitFor(async () => !first.equals(await readFile(path)), { label: 'another picture' });
	desk.greenApi.scan(ID);
	const { code, stdout } = await program.exited;
	t.deepEqual([code, stdout], [0, `Instance ${ID} is linked to +${PHONE}.`]);
	t.false(existsSync(path));
});

test.serial('takes the picture away also when it is told to end', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const program = desk.start(['link-instance', ID, '--png', 'code.png']);
	await program.waitForLine(/The code is in code\.png/u, SLOW_MS);
	program.kill('SIGTERM');
	t.is((await program.exited).signal, 'SIGTERM');
	t.false(existsSync(join(desk.folder, 'code.png')));
});

test.serial('says that a phone is linked already, and what the instance waits for', async (t) => {
	const desk = await openInstanceDesk(t);
	const linked = await desk.run(['link-instance', ID]);
	t.is(linked.code, 0);
	t.is(linked.stdout, `Instance ${ID} is linked already, to +${PHONE}. There is nothing to do.`);
	t.is(linked.stderr, '');
	desk.account.setState('starting');
	const program = desk.start(['link-instance', ID]);
	await program.waitForLine(/GREEN-API says: starting\. Waiting/u, SLOW_MS);
	desk.account.setState('authorized');
	t.is((await program.exited).code, 0);
});

test.serial('asks again when GREEN-API does not answer for a while', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	desk.greenApi.faults.add({ kind: '500', path: /\/qr\//u, times: 2 });
	const program = desk.start(['link-instance', ID, '--json']);
	await program.waitForLine(/"type":"trouble"/u, SLOW_MS);
	await program.waitForLine(/"type":"qr"/u, SLOW_MS);
	desk.greenApi.scan(ID);
	t.is((await program.exited).code, 0);
});

test.serial('ends when nobody comes, and changes nothing', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const { code, stdout, stderr } = await desk.run([
		'link-instance',
		ID,
		'--timeout',
		'1',
		'--phone',
		PHONE,
	]);
	t.is(code, 1);
	t.regex(stdout, /S A N D/u);
	t.regex(stderr, /No phone was linked[^]*within 1\.0 s[^]*\(link-timeout\)$/u);
});

test.serial('says what to do with a picture that is no code', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const png =
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	desk.greenApi.faults.add({
		...{ kind: 'refuse', path: /\/qr\//u, status: 200, times: 9 },
		body: { type: 'qrCode', message: png },
	});
	const { code, stderr } = await desk.run(['link-instance', ID]);
	t.is(code, 1);
	t.regex(stderr, /holds no QR code[^]*--png <file>[^]*--phone <number>[^]*\(qr-unreadable\)$/u);
});

test.serial('refuses what can not be meant, before anything is asked', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	for (const [args, code, said] of [
		[[ID, '--phone', '0800'], 1, /country code[^]*\(bad-phone\)$/u],
		[['abc'], 2, /It must be an idInstance/u],
		[['1101000009'], 1, /\(instance-not-found\)$/u],
		[['--phone', '79990000000', '--png', 'x'], 2, /exclude each other/u],
		[['--timeout', '0'], 2, /seconds from 1 to 3600/u],
		[[ID, '--png', '.'], 2, /already[^]*\(out-file-exists\)$/u],
		[[ID, '--png', 'no/x.png'], 1, /ENOENT[^]*\(out-file-failed\)$/u],
	] as const) {
		const ended = await desk.run(['link-instance', ...args]);
		t.deepEqual([ended.code, ended.stdout], [code, '']);
		t.regex(ended.stderr, said);
	}
});

test.serial('says what GREEN-API refuses', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	desk.greenApi.faults.add({ kind: 'refuse', path: '/', status: 401 });
	const token = await desk.run(['link-instance', ID]);
	t.is(token.code, 1);
	t.regex(token.stderr, /apiTokenInstance is wrong[^]*\(green-api-refused\)$/u);
	t.is((await desk.known()).state, 'tokenRefused');
	desk.account.setState('blocked');
	const blocked = await desk.run(['link-instance', ID]);
	t.is(blocked.code, 1);
	t.regex(blocked.stderr, /has blocked the number[^]*\(instance-blocked\)$/u);
});

test.serial('needs an instance, and says which there are', async (t) => {
	const desk = await openInstanceDesk(t, UNLINKED);
	const { instances } = desk.database.stores;
	const only = await desk.known();
	await instances.insert({ ...only, id: '1101000002' as never, webhookToken: 'other' });
	const several = await desk.run(['link-instance']);
	t.is(several.code, 2);
	t.regex(
		several.stderr,
		/<idInstance> is missing[^]*1101000001, 1101000002[^]*\(input-missing\)$/u,
	);
	await instances.remove(only.id);
	await instances.remove('1101000002' as never);
	const none = await desk.run(['link-instance']);
	t.is(none.code, 1);
	t.regex(none.stderr, /greenapi-rc create-instance\.\n\(no-instances\)$/u);
});
