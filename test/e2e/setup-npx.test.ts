import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';
import { hasTerminals, startAtTerminal } from '../support/terminal.js';
import { openSetupDesk } from './setup-desk.js';

const run = promisify(execFile);
/** What npm needs of the surroundings to find its registry. */
const OF_NPM = /^(?:npm_config_|https?_proxy$|no_proxy$|node_extra_ca_certs$|path$|home$)/iu;
const INSTALL_MS = 150_000;

const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-npx-'));
const own = Object.entries(process.env).filter(([name]) => OF_NPM.test(name));
const around = Object.fromEntries(own) as Record<string, string>;
const env = { ...around, npm_config_cache: folder };
const npx = await install();
/** Skipped where npm can't install what the package needs. */
const withNpx = npx === undefined ? test.skip : test.serial;

/** Packs the package, and has npx install it; answers the words in front of `setup`. */
async function install(): Promise<readonly string[] | undefined> {
	const { stdout: cache } = await run('npm', ['config', 'get', 'cache'], { env: around });
	// What was fetched before is shared; what npx installs is this test's own, and goes with it.
	await symlink(join(cache.trim(), '_cacache'), join(folder, '_cacache'));
	const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
	const { stdout } = await run('npm', [...pack, repositoryRoot], { env: around });
	const tarball = join(folder, stdout.trim());
	const words = ['exec', '--yes', '--prefer-offline', '--package', tarball, '--', 'greenapi-rc'];
	try {
		await run('npm', [...words, '--version'], { cwd: folder, env, timeout: INSTALL_MS });
		return ['npm', ...words];
	} catch (error) {
		const { stderr = '' } = error as { stderr?: string };
		// Anything but npm itself must not fail here.
		if (!/npm (?:error|ERR!)/u.test(stderr)) throw error;
		console.warn(`\n*** SKIPPED: npx <tarball> setup. npm can't install here:\n${stderr}\n`);
		return undefined;
	}
}

test.after.always('removes what npx installed', async (t) => {
	await t.notThrowsAsync(rm(folder, { recursive: true, force: true, maxRetries: 3 }));
});

withNpx('from an empty folder, unattended, by npx: a message is delivered', async (t) => {
	t.timeout(120_000);
	const desk = await openSetupDesk(t, { rocketChat: { edition: 'community' } });
	const [file = '', ...args] = npx ?? [];
	const answers = ['--answers', await desk.answers(), '--json'];
	const { stdout } = await run(file, [...args, 'setup', ...answers], {
		...{ cwd: desk.folder, env: { ...env, ...desk.environment } },
	});
	t.like(JSON.parse(stdout), { way: 'webhook', test: { delivered: true } });
	t.regex(desk.messages()[0]?.text ?? '', /test of greenapi-rc setup/u);
	t.deepEqual((await readdir(desk.folder)).sort(), ['.env', 'answers.json', 'data']);
});

(hasTerminals() ? withNpx : test.skip)(
	'from an empty folder, by keys, by npx: a message is delivered',
	async (t) => {
		t.timeout(120_000);
		const desk = await openSetupDesk(t);
		const { type, screen, exited } = startAtTerminal(
			t,
			['setup', '--port', new URL(desk.daemonUrl).port, '--skip-phone-test'],
			{
				cwd: desk.folder,
				env: { ...env, ...desk.environment },
				rows: 60,
				program: npx ?? [],
				patienceMs: 60_000,
			},
		);
		await type('Public address of the daemon', `${desk.daemonUrl}\r`);
		await type('Address of Rocket.Chat', `${desk.stage.rocketChat.url}\r`);
		await type('is on a private address', '\r');
		await type('User id of the administrator', `${desk.admin.userId}\r`);
		await type('Personal access token', `${desk.admin.authToken}\r`);
		await type('Do you, root, answer customers', '\r');
		await type('Register another agent', '\r');
		await type('? idInstance', `${desk.instance.idInstance}\r`);
		await type('? apiTokenInstance', `${desk.instance.apiToken}\r`);
		t.is(await exited, 0, `the screen: ${screen()}`);
		t.regex(screen(), /the app 0\.\d+\.\d+ is installed[^]*Done\. WhatsApp is in Rocket\.Chat/u);
		t.regex(screen(), /npx keeps no command: first npm install --global greenapi-rc/u);
		t.regex(desk.messages()[0]?.text ?? '', /test of greenapi-rc setup/u);
	},
);
