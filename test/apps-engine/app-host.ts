import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { asObject } from '../../src/sandbox/read.js';
import type { RocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import type { AppRequest } from '../../src/sandbox/rocket-chat/workspace.js';
import type { AppObject } from './app-form.js';
import { createBridges, type Registrations } from './bridges.js';
import type { BridgeContext } from './context.js';
import { createConverters } from './converters.js';
import { loadEngine } from './engine.js';
import type { AppManager, EngineApp } from './engine-types.js';
import type { AppsEngine } from './installed.js';
import { createEvents } from './events.js';
import { createInteractions, type Interactions } from './interactions.js';
import { createPersistence, type PersistedRecord } from './persistence.js';
import { createScheduler, type ScheduledJob } from './scheduler.js';
import { createStorages } from './storages.js';

export type AppHostOptions = {
	readonly sandbox: RocketChatSandbox;
	readonly engine: AppsEngine;
	/** The packed app: its path, or its bytes. */
	readonly zip: string | Buffer;
	/** Names of permissions that the administrator did not grant. */
	readonly permissions?: readonly string[];
	/** The app's own settings, as they are when it is switched on for the first time. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Rocket.Chat's settings, besides those that follow from the sandbox. */
	readonly serverSettings?: Readonly<Record<string, unknown>>;
	/** The workspace's language; default `en`. */
	readonly language?: string;
	/** Roles that an administrator gave the app's own user besides `app`; without one it may not react in rooms. */
	readonly appUserRoles?: readonly string[];
	/** How many times faster than the clock scheduled jobs run; default 1. */
	readonly jobSpeed?: number;
};

/** A workspace's Apps-Engine with one app in it. */
export type AppHost = Interactions & {
	readonly appId: string;
	/** E.g. `manually_enabled`, `auto_enabled`, `manually_disabled`. */
	status(): Promise<string>;
	isEnabled(): Promise<boolean>;
	/** As saving the app's form does: the app may refuse, or hears of it. Rejects with what the app threw. */
	updateSetting(id: string, value: unknown): Promise<void>;
	settings(): Readonly<Record<string, unknown>>;
	/** Everything that was written to the app's log, one entry in a line of JSON. */
	logs(): string;
	/** What the engine said of calls that lacked a permission. */
	readonly denied: readonly string[];
	/** Runs what is scheduled, now and once; the jobs of one processor when it is named. */
	runJobs(processor?: string): Promise<void>;
	jobs(): readonly ScheduledJob[];
	persistence(): readonly PersistedRecord[];
	disable(): Promise<void>;
	enable(): Promise<void>;
	/** Fires an event by hand; those of the workspace come by themselves. */
	event(name: string, data: unknown): Promise<unknown>;
	/** Of the process that the app lives in; undefined when it lives in this one. */
	readonly pid: number | undefined;
	/** Takes the app out of the workspace and ends its process. Safe to call twice. */
	stop(): Promise<void>;
};

/**
 * Installs an app into a workspace and switches it on; stopped when the test ends. Several hosts may live side by side.
 * Rejects when the engine does not take the app; an app that refuses to be switched on is `isEnabled() === false`.
 */
export async function createAppHost(
	t: { teardown(stop: () => Promise<void>): void },
	options: AppHostOptions,
): Promise<AppHost> {
	const { sandbox } = options;
	const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-app-'));
	const logs: unknown[] = [];
	const denied: string[] = [];
	const engine = loadEngine(options.engine, (message) => denied.push(message));
	const context = createContext(options);
	const registrations: Registrations = { commands: new Set(), endpoints: new Set() };
	const persistence = createPersistence();
	const scheduler = createScheduler(options.jobSpeed ?? 1);
	const manager = engine.createManager({
		...createStorages(engine, (entry) => logs.push(entry)),
		bridges: createBridges(engine, context, {
			registrations,
			persistence: persistence.methods,
			scheduler: scheduler.methods,
		}),
		tempFilePath: folder,
	});
	const running: { app?: EngineApp } = {};
	let stopping: Promise<void> | undefined;
	const kill = () => {
		const pid = pidOf(running.app);
		if (pid !== undefined) process.kill(pid, 'SIGKILL');
	};

	async function stop(): Promise<void> {
		disconnect();
		scheduler.stop();
		process.off('exit', kill);
		await manager.unload(false);
		await running.app?.getRuntimeController?.().stopApp();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
	const stopOnce = () => (stopping ??= stop());
	let disconnect = (): void => undefined;
	t.teardown(stopOnce);
	process.once('exit', kill);

	addChannel(sandbox);
	const app = await install(manager, options);
	running.app = app;
	const appId = app.getID();
	disconnect = connect(options, { manager, context, appId, endpoints: registrations.endpoints });
	await switchOn(manager, app, options.settings);
	scheduler.start();

	return {
		...createInteractions({ manager, engine, context, appId, commands: registrations.commands }),
		...settingsOf(manager, appId),
		appId,
		status: async () => app.getStatus(),
		isEnabled: async () => (await app.getStatus()).endsWith('_enabled'),
		logs: () => logs.map((entry) => JSON.stringify(entry)).join('\n'),
		denied,
		runJobs: scheduler.run,
		jobs: scheduler.jobs,
		persistence: persistence.list,
		async disable() {
			await manager.changeStatus(appId, 'manually_disabled');
		},
		async enable() {
			await manager.changeStatus(appId, 'manually_enabled');
		},
		event: (name, data) => manager.getListenerManager().executeListener(name, data),
		get pid() {
			return pidOf(app);
		},
		stop: stopOnce,
	};
}

function pidOf(app: EngineApp | undefined): number | undefined {
	return app?.getRuntimeController?.().deno?.pid;
}

function createContext({ sandbox, engine, ...options }: AppHostOptions): BridgeContext {
	const { workspace, url } = sandbox;
	const { options: settings } = workspace;
	const serverSettings = new Map<string, unknown>(
		Object.entries({
			Site_Url: url,
			Language: options.language ?? 'en',
			Message_MaxAllowedSize: 5000,
			Livechat_enabled: settings.omnichannelEnabled ?? true,
			FileUpload_Enabled: settings.fileUploadEnabled ?? true,
			FileUpload_MaxFileSize: settings.maxFileSize ?? 104_857_600,
			Message_AllowEditing: settings.allowEditing ?? true,
			Message_AllowDeleting: settings.allowDeleting ?? true,
			...options.serverSettings,
		}),
	);
	const converters = createConverters(workspace, url, engine);
	const { appUserRoles = [] } = options;
	return {
		...{ sandbox, workspace, converters, serverSettings, appUserRoles },
		...{ ephemerals: [], views: [] },
	};
}

/** The channel that every workspace has. */
function addChannel({ workspace: { directRooms } }: RocketChatSandbox): void {
	const rid = 'GENERAL';
	if (!directRooms.has(rid))
		directRooms.set(rid, { rid, name: 'general', usernames: [], messages: [] });
}

async function install(manager: AppManager, options: AppHostOptions): Promise<EngineApp> {
	const zip = typeof options.zip === 'string' ? readFileSync(options.zip) : options.zip;
	const info = asObject(JSON.parse(new AdmZip(zip).readAsText('app.json')));
	const wanted = (info['permissions'] ?? []) as readonly { readonly name: string }[];
	await manager.load();
	const made = await manager.add(zip, {
		enable: false,
		permissionsGranted: wanted.filter(({ name }) => options.permissions?.includes(name) !== true),
		user: { id: 'admin', username: 'admin' },
	});
	const trouble = made.getStorageError() ?? (made.hasAppUserError() ? 'it got no user' : '');
	const app = made.getApp();
	if (app === undefined) throw new Error(`The engine did not take the app: ${trouble}`);
	return app;
}

async function switchOn(manager: AppManager, app: EngineApp, values: AppHostOptions['settings']) {
	const { settings } = app.getStorageItem();
	for (const [id, value] of Object.entries(values ?? {})) {
		if (settings[id] === undefined) throw new Error(`The app has no setting ${id}.`);
		settings[id] = { ...settings[id], value };
	}
	await manager.changeStatus(app.getID(), 'manually_enabled');
}

function connect(
	{ sandbox, engine }: AppHostOptions,
	on: {
		readonly manager: AppManager;
		readonly context: BridgeContext;
		readonly appId: string;
		readonly endpoints: ReadonlySet<string>;
	},
): () => void {
	const { manager, context, appId, endpoints } = on;
	let isConnected = true;
	const fire = (event: string, data: unknown): void => {
		setImmediate(() => {
			// What an app throws stands in its log.
			if (isConnected)
				void manager
					.getListenerManager()
					.executeListener(event, data)
					.catch(() => undefined);
		});
	};
	const disconnect = sandbox.connectApp({
		appId,
		listener: createEvents(context.converters, { engine, fire }),
		async call({ path, method, headers, query, content }: AppRequest) {
			if (!endpoints.has(path)) return undefined;
			const request = { method, headers, query, params: {}, content, privateHash: undefined };
			const answer = await manager.getApiManager().executeApi(appId, path, request);
			return {
				status: Number(answer['status']),
				headers: (answer['headers'] ?? {}) as Record<string, string>,
				content: answer['content'] ?? undefined,
			};
		},
	});
	return () => {
		isConnected = false;
		disconnect();
	};
}

function settingsOf(
	manager: AppManager,
	appId: string,
): Pick<AppHost, 'settings' | 'updateSetting'> {
	const all = () => manager.getSettingsManager().getAppSettings(appId);
	return {
		settings: () =>
			Object.fromEntries(
				Object.entries(all()).map(([id, { value, packageValue }]) => [id, value ?? packageValue]),
			),
		async updateSetting(id, value) {
			const setting: AppObject | undefined = all()[id];
			if (setting === undefined) throw new Error(`The app has no setting ${id}.`);
			await manager.getSettingsManager().updateAppSetting(appId, { ...setting, value });
		},
	};
}
