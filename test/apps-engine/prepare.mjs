/*
 * node test/apps-engine/prepare.mjs
 *
 * Makes the real Apps-Engine usable for tests, once: installs engines/ (npm), puts each engine where it can run, and fills
 * the cache of the Deno runtime. What is done is in engines/.cache, which git ignores; as long as nothing has changed, this
 * does nothing. Ends with 0 also when it can't be done (no network): the tests that need an engine are skipped then, and
 * that is said loudly. Safe when several run at once.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const { cpSync, existsSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } = fs;

const BANNER = `
########################################################################
#  NO APPS-ENGINE: every test that runs the app in it is SKIPPED.      #
#  It is installed once, from npm, and needs the network for that:     #
#  node test/apps-engine/prepare.mjs                                   #
########################################################################
`;

const engines = fileURLToPath(new URL('engines/', import.meta.url));
const cache = join(engines, '.cache');
const lock = join(engines, '.cache.lock');
const modules = join(engines, 'node_modules');
/** Packages that only this side of the engine needs. */
const LARGE = /^(?:\.|@deno|@esbuild|deno|esbuild|apps-engine-)/u;
/** A lock that nobody touched for so long was left behind. */
const STALE_MS = 60_000;

const stamp = join(cache, `done-${digest()}`);
if (!isDone()) await prepare();

/** The engines themselves lie beside the cache, and somebody may have removed them. */
function isDone() {
	return existsSync(stamp) && existsSync(modules);
}

async function prepare() {
	await acquire();
	const beat = setInterval(() => fs.utimesSync(lock, new Date(), new Date()), STALE_MS / 10);
	try {
		if (isDone()) return;
		console.log('Installing the Apps-Engine for the tests, once …');
		rmSync(cache, { recursive: true, force: true });
		install();
		placeForVm2();
		placeForDeno();
		writeFileSync(stamp, '');
	} catch (error) {
		rmSync(cache, { recursive: true, force: true });
		console.error(`${error.message}\n${BANNER}`);
	} finally {
		clearInterval(beat);
		rmSync(lock, { recursive: true, force: true });
	}
}

/** Everything that decides what lies in the cache. */
function digest() {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	const shims = readdirSync(join(engines, 'shims')).map((name) => join(engines, 'shims', name));
	const inputs = ['package-lock.json', 'deno.lock'].map((name) => join(engines, name));
	for (const path of [fileURLToPath(import.meta.url), ...inputs, ...shims])
		hash.update(readFileSync(path));
	return hash.digest('hex').slice(0, 16);
}

async function acquire() {
	for (;;) {
		try {
			fs.mkdirSync(lock);
			return;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
			const touched = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
			if (Date.now() - touched > STALE_MS) rmSync(lock, { recursive: true, force: true });
			else await sleep(200);
		}
	}
}

function install() {
	// The scripts of these packages only fetch and copy: the binaries lie in packages of their own.
	const args = ['ci', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1'];
	const npm = process.env.npm_execpath ?? '';
	if (npm.endsWith('.js')) run(process.execPath, [npm, ...args], engines);
	else run('npm', args, engines);
}

/** Apps may load what lies in a folder of this name, and nothing else. */
function placeForVm2() {
	const target = join(cache, 'vm2', 'node_modules', '@rocket.chat', 'apps-engine');
	cpSync(join(modules, 'apps-engine-vm2'), target, { recursive: true });
}

/** Deno runs nothing inside node_modules, and the engine knows its own folder by its name. */
function placeForDeno() {
	const target = join(cache, 'deno', 'pkg', 'apps-engine');
	const runtime = join(target, 'deno-runtime');
	cpSync(join(modules, 'apps-engine-deno'), target, { recursive: true });
	// What the engine's own modules need must lie where the app's process may read.
	for (const name of readdirSync(modules).filter((one) => !LARGE.test(one)))
		cpSync(join(modules, name), join(cache, 'deno', 'node_modules', name), { recursive: true });
	cpSync(join(engines, 'shims'), join(runtime, 'shims'), { recursive: true });
	cpSync(join(engines, 'deno.lock'), join(runtime, 'deno.lock'));
	const config = join(runtime, 'deno.jsonc');
	writeFileSync(config, JSON.stringify(withShims(JSON.parse(readFileSync(config, 'utf8')))));
	const program = denoProgram();
	symlinkSync(dirname(program), join(cache, 'bin'), 'junction');
	run(program, ['install', '--frozen', '--entrypoint', 'main.ts'], runtime, {
		DENO_DIR: join(target, '.deno-cache'),
		DENO_TLS_CA_STORE: process.env.DENO_TLS_CA_STORE ?? 'system',
		DENO_NO_UPDATE_CHECK: '1',
	});
}

function withShims(config) {
	const kept = Object.entries(config.imports).filter(([name]) => !name.startsWith('@std/'));
	const exception = '@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts';
	return {
		...config,
		imports: {
			...Object.fromEntries(kept),
			'@std/io': './shims/io.js',
			'@std/streams': './shims/streams.js',
			'@std/cli/parse-args': './shims/parse-args.js',
			[exception]: './shims/apps-engine-exception.js',
		},
		unstable: ['detect-cjs'],
	};
}

function denoProgram() {
	const folder = join(modules, '@deno');
	const paths = readdirSync(folder).flatMap((name) => [join(folder, name, 'deno')]);
	const found = paths.find((path) => existsSync(path));
	if (found === undefined) throw new Error('npm installed no Deno for this machine.');
	return found;
}

function run(program, args, cwd, env = {}) {
	const path = [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
	// `npm test` tells its children where its own package lies.
	const inherited = { ...process.env };
	delete inherited.npm_config_local_prefix;
	const { status, error, stderr } = spawnSync(program, args, {
		cwd,
		env: { ...inherited, PATH: path, ...env },
		encoding: 'utf8',
		stdio: ['ignore', 'ignore', 'pipe'],
		timeout: 300_000,
	});
	if (status === 0) return;
	const reason = error?.message ?? stderr.trim().split('\n').slice(-5).join('\n');
	throw new Error(`${[program, ...args].join(' ')} failed: ${reason}`, { cause: error });
}
