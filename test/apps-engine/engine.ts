import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { DENO_BIN, ENGINE_FOLDERS, type AppsEngine } from './installed.js';
import type { AppObject } from './app-form.js';
import type { AppManager, Engine, EngineClass } from './engine-types.js';

type Classes = Readonly<Record<string, EngineClass | undefined>>;
type Permission = { readonly name: string };
type PermissionManager = {
	hasPermission(appId: string, permission: Permission): Permission | undefined;
	notifyAboutError(error: Error): void;
};
type Require = (module: string, next?: (module: string) => unknown) => unknown;
type RunCode = (code: string, sandbox: { require?: Require }, options?: unknown) => unknown;

/**
 * Loads the engine afresh, so that several hosts can live side by side: its manager exists once in each copy.
 * `onDenied` hears the message of every check of a permission that failed.
 */
export function loadEngine(engine: AppsEngine, onDenied: (message: string) => void): Engine {
	const folder = ENGINE_FOLDERS[engine];
	const require = createRequire(join(folder, 'package.json'));
	for (const path of Object.keys(require.cache))
		// Node has no other way to load a module again.
		if (path.startsWith(folder)) Reflect.deleteProperty(require.cache, path);
	const load = (path: string): unknown => require(join(folder, path));
	const { AppManager: Manager } = load('server/AppManager') as {
		AppManager: new (parts: AppObject) => AppManager;
	};
	const { SlashCommandContext } = load('definition/slashcommands') as {
		SlashCommandContext: new (...parts: unknown[]) => unknown;
	};
	if (engine === 'vm2') requireFrom(folder, load);
	else {
		putOnPath(DENO_BIN);
		letGoOfEndedProcesses(load);
	}
	return {
		createManager(parts) {
			const manager = new Manager(parts);
			// The app asks for a newer engine; what it uses of one, it has to look for by itself.
			if (engine === 'vm2') manager.getParser().appsEngineVersion = '1.44.0';
			watchPermissions(load, manager, onDenied);
			return manager;
		},
		bridges: load('server/bridges') as Classes,
		storages: load('server/storage') as Classes,
		createCommandContext: (...parts) => new SlashCommandContext(...parts),
	};
}

/** Under AVA the engine would grant everything (NODE_ENV is `test`), and write what it refuses to the console. */
function watchPermissions(
	load: (path: string) => unknown,
	manager: AppManager,
	onDenied: (message: string) => void,
): void {
	const path = 'server/managers/AppPermissionManager';
	const { AppPermissionManager } = load(path) as { AppPermissionManager: PermissionManager };
	AppPermissionManager.hasPermission = (appId, { name }) =>
		manager.getPermissionsById(appId).find((granted) => granted.name === name);
	AppPermissionManager.notifyAboutError = ({ message }) => {
		onDenied(message);
	};
}

/** The engine before Deno would look for its own modules from the current folder on, where there is another release. */
function requireFrom(folder: string, load: (path: string) => unknown): void {
	const { AppsEngineVM2Runtime: runtime } = load('server/runtime/AppsEngineVM2Runtime') as {
		AppsEngineVM2Runtime: { runCodeSync: RunCode };
	};
	const run = runtime.runCodeSync;
	const inFolder = (module: string) => module.replace(/^@rocket\.chat\/apps-engine/u, folder);
	runtime.runCodeSync = function (code, { require, ...sandbox }, ...rest) {
		const found: Require | undefined =
			require && ((module, next) => require(module, next && ((name) => next(inFolder(name)))));
		const own = found === undefined ? sandbox : { ...sandbox, require: found };
		return run.call(this, code, own, ...rest);
	};
}

type Messenger = {
	prototype: { setReceiver(process: { readonly stdin: NodeJS.WritableStream | null }): void };
};

/** An app that is stopped while one of its calls is under way gets the answer all the same: into a pipe without an end. */
function letGoOfEndedProcesses(load: (path: string) => unknown): void {
	const { ProcessMessenger } = load('server/runtime/deno/ProcessMessenger') as {
		ProcessMessenger: Messenger;
	};
	const { prototype } = ProcessMessenger;
	const receive = prototype.setReceiver;
	prototype.setReceiver = function (process) {
		process.stdin?.on('error', () => undefined);
		receive.call(this, process);
	};
}

function putOnPath(folder: string): void {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	if (!folders.includes(folder)) process.env['PATH'] = [folder, ...folders].join(delimiter);
}
