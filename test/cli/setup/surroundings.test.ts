import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { newWorkspace } from '../../support/rows.js';
import { startProgram } from '../../support/child.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { openSetupDesk } from './setup-desk.js';

/** Every command with all that it needs. */
const COMMANDS = [
	['register-workspace', '--url', 'https://a.example.org', '--user-id', 'x', '--token-file', '-'],
	['register-agent', '--user-id', 'x', '--token-file', '-'],
	['update-token', '--user-id', 'x', '--token-file', '-'],
	['create-instance', '1101000001', '--token-file', '-'],
	['remove-instance', '1101000001', '--yes'],
	['list-instances'],
	['list-users'],
	['sync-app-url', 'https://b.example.org/api/webhook/rocket'],
	['link-instance', '1101000001'],
	['logout-instance', '1101000001', '--yes'],
	['reboot-instance', '1101000001'],
	['show-instance', '1101000001'],
	['apply-settings', '1101000001', '--yes'],
] as const;

test('no command makes a database or a key', async (t) => {
	const cwd = await temporaryFolder(t);
	for (const args of COMMANDS) {
		const { code, stdout, stderr } = await startProgram(t, args, { cwd, input: 'token' }).exited;
		t.deepEqual([code, stdout], [1, ''], `of ${args[0]}`);
		t.regex(stderr, /no database at[^]*greenapi-rc migrate[^]*\(STORAGE_MISSING\)$/u);
	}
	t.false(existsSync(join(cwd, 'data')));
});

test('a key that is missing, or is another, is refused', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.database.stores.workspaces.insert(newWorkspace());
	const before = await desk.rows();
	for (const args of COMMANDS) {
		const missing = await desk.run(args, { input: 'token', env: { SECRET_KEY: '' } });
		t.deepEqual([missing.code, missing.stdout], [3, ''], `of ${args[0]}`);
		t.regex(missing.stderr, /\(CONFIG_SECRET_KEY\)$/u);
		const env = { SECRET_KEY: randomBytes(32).toString('base64') };
		const other = await desk.run(args, { input: 'token', env });
		t.deepEqual([other.code, other.stdout], [1, ''], `of ${args[0]}`);
		t.regex(other.stderr, /\(STORAGE_KEY_WRONG\)$/u);
	}
	t.false(existsSync(join(desk.folder, 'secret.key')));
	t.deepEqual(await desk.rows(), before);
});

for (const [name, flags] of [
	['register-workspace', '--url, --user-id, --token-file are'],
	['register-agent', '--user-id, --token-file are'],
	['update-token', '--user-id, --token-file are'],
	['create-instance', '<idInstance>, --token-file are'],
	['remove-instance', '<idInstance>, --yes are'],
	['sync-app-url', '<appUrl> is'],
] as const) {
	test(`${name} names what is missing, with 2, where nobody can be asked`, async (t) => {
		const cwd = await temporaryFolder(t);
		const { code, stdout, stderr } = await startProgram(t, [name], { cwd }).exited;
		t.deepEqual([code, stdout], [2, '']);
		t.true(stderr.startsWith(`${flags} missing`), `stderr: ${stderr}`);
		t.regex(stderr, /\(input-missing\)$/u);
	});
}

for (const [name] of COMMANDS) {
	test(`the help of ${name} begins with examples, and no option takes a secret`, async (t) => {
		const { code, stdout, stderr } = await startProgram(t, [name, '--help']).exited;
		t.deepEqual([code, stderr], [0, '']);
		t.regex(stdout, new RegExp(`^Examples:\\n {2}greenapi-rc ${name}`, 'u'));
		t.notRegex(stdout, /--(?:api-|auth-)?(?:token|secret|password) /u);
	});
}
