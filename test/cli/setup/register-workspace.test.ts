import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { hashToken } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import { openSetupDesk } from './setup-desk.js';
import type { SetupDesk } from './setup-desk.js';

type Tokens = { readonly commandToken: string; readonly webhookToken: string };

async function workspaceOf({ database, url }: SetupDesk) {
	return (await database.stores.workspaces.findByUrl(url))!;
}

function optionsOf({ url, admin }: SetupDesk): string[] {
	return ['register-workspace', '--url', url, '--user-id', admin.userId];
}

for (const engine of availableEngines()) {
	test(`${engine}: prints the two tokens, and stores their hashes`, async (t) => {
		const desk = await openSetupDesk(t, engine);
		const file = await desk.tokenFile(desk.admin.authToken);
		const { code, stdout, stderr } = await desk.run([
			...optionsOf(desk),
			...['--token-file', file],
		]);
		t.is(code, 0, `stderr: ${stderr}`);
		const [, commandToken = '', webhookToken = ''] =
			/^commandToken {2}([\w-]{43})\nwebhookToken {2}([\w-]{43})$/u.exec(stdout) ?? [];
		t.false(stderr.includes(commandToken) || stderr.includes(webhookToken));
		t.regex(stderr, /shown this once[^]*Omnichannel, Webhooks[^]*greenapi-rc register-agent/u);
		t.like(await workspaceOf(desk), {
			adminEmail: 'root@example.org',
			userId: desk.admin.userId,
			authToken: desk.admin.authToken,
			commandTokenHash: hashToken(commandToken),
			webhookTokenHash: hashToken(webhookToken),
		});
	});
}

test('refuses a second registration, and makes new tokens with --rotate', async (t) => {
	const desk = await openSetupDesk(t);
	const args = [...optionsOf(desk), '--token-file', '-', '--json'];
	const input = `${desk.admin.authToken}\r\n`;
	const first = await desk.run(args, { input });
	const tokens = JSON.parse(first.stdout) as Tokens;
	t.deepEqual(JSON.parse(first.stdout), { version: 1, workspace: desk.url, ...tokens });
	const before = await desk.rows();
	const second = await desk.run(args, { input });
	t.deepEqual([second.code, second.stdout], [1, '']);
	t.regex(second.stderr, /"already-registered".*registered already.*rotate/u);
	t.deepEqual(await desk.rows(), before);
	const third = await desk.run([...args, '--rotate'], { input });
	const fresh = JSON.parse(third.stdout) as Tokens;
	t.not(fresh.commandToken, tokens.commandToken);
	t.is((await workspaceOf(desk)).webhookTokenHash, hashToken(fresh.webhookToken));
	t.is(third.stderr, '', 'advice is for people');
});

test('writes the tokens to a new file for its owner alone', async (t) => {
	const desk = await openSetupDesk(t);
	const args = [...optionsOf(desk), '--token-file', '-', '--json', '--out', 'tokens.json'];
	const input = desk.admin.authToken;
	const { code, stdout, stderr } = await desk.run(args, { input });
	t.is(code, 0, `stderr: ${stderr}`);
	t.deepEqual(JSON.parse(stdout), { version: 1, workspace: desk.url, out: 'tokens.json' });
	const path = join(desk.folder, 'tokens.json');
	const { commandToken } = JSON.parse(await readFile(path, 'utf8')) as Tokens;
	t.is((await workspaceOf(desk)).commandTokenHash, hashToken(commandToken));
	t.is((await stat(path)).mode & 0o777, 0o600);
	t.false((stdout + stderr).includes(commandToken));
});

test('never writes over a file, and leaves none behind that is empty', async (t) => {
	const desk = await openSetupDesk(t);
	const path = join(desk.folder, 'mine');
	await writeFile(path, 'precious');
	const args = [...optionsOf(desk), '--token-file', '-', '--out'];
	const input = desk.admin.authToken;
	const taken = await desk.run([...args, path], { input });
	t.deepEqual([taken.code, taken.stdout], [2, '']);
	t.regex(taken.stderr, /is a file .*mine already[^]*\(out-file-exists\)/u);
	t.is(await readFile(path, 'utf8'), 'precious');
	const nowhere = await desk.run([...args, join(desk.folder, 'no', 'folder')], { input });
	t.deepEqual([nowhere.code, nowhere.stdout], [1, '']);
	t.regex(nowhere.stderr, /ENOENT[^]*\(out-file-failed\)/u);
	t.deepEqual(await desk.database.stores.workspaces.list(), []);
	const other = join(desk.folder, 'other');
	const refused = await desk.run([...args, other], { input: 'wrong-token' });
	t.deepEqual([refused.code, refused.stdout], [1, '']);
	t.false(existsSync(other));
});

for (const [what, options, code, said] of [
	['an address that is none', { '--url': 'chat example' }, 1, /not an address[^]*\(bad-url\)/u],
	['a user that is none', { '--user-id': 'nobody' }, 1, /\(wrong-credentials\)/u],
	['an address of somebody else', { '--email': 'x@example.org' }, 1, /\(wrong-user\)/u],
	['a file that is not there', { '--token-file': 'nothing' }, 2, /ENOENT[^]*\(bad-token-file\)/u],
] as const) {
	test(`refuses ${what}, and changes nothing`, async (t) => {
		const desk = await openSetupDesk(t);
		const all = { '--url': desk.url, '--user-id': desk.admin.userId, '--token-file': '-' };
		const args = Object.entries({ ...all, ...options }).flat();
		const ended = await desk.run(['register-workspace', ...args], {
			input: desk.admin.authToken,
		});
		t.deepEqual([ended.code, ended.stdout], [code, '']);
		t.regex(ended.stderr, said);
		t.deepEqual(await desk.database.stores.workspaces.list(), []);
	});
}

test('refuses who is no administrator, and a workspace that may not register', async (t) => {
	const desk = await openSetupDesk(t);
	const { url, bob } = desk;
	const args = ['register-workspace', '--url', url, '--user-id', bob.userId, '--token-file', '-'];
	const input = bob.authToken;
	const noAdmin = await desk.run(args, { input });
	t.regex(noAdmin.stderr, /role admin[^]*\(not-allowed\)/u);
	const env = { ALLOWED_WORKSPACES: 'https://other.example.org' };
	const foreign = await desk.run(args, { input, env });
	t.regex(foreign.stderr, /\(workspace-not-allowed\)/u);
	t.deepEqual([noAdmin.code, foreign.code], [1, 1]);
});

for (const [what, input, said] of [
	['nothing', '\n \n', /Standard input holds no token/u],
	['several lines', 'one\ntwo\n', /several lines/u],
	['more than a token', 'x'.repeat(5000), /longer than 4 KB/u],
] as const) {
	test(`refuses ${what} in place of a token, with 2`, async (t) => {
		const desk = await openSetupDesk(t);
		const ended = await desk.run([...optionsOf(desk), '--token-file', '-'], { input });
		t.deepEqual([ended.code, ended.stdout], [2, '']);
		t.regex(ended.stderr, said);
		t.regex(ended.stderr, /\(bad-token-file\)$/u);
	});
}
