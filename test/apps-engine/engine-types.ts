import type { AppObject } from './app-form.js';

/** What the host uses of the engine's server part, which has no types that could be installed. */
export type AppManager = {
	load(): Promise<unknown>;
	add(zip: Buffer, parameters: AppObject): Promise<Fabrication>;
	enable(appId: string): Promise<boolean>;
	changeStatus(appId: string, status: string): Promise<unknown>;
	unload(isManual: boolean): Promise<void>;
	getPermissionsById(appId: string): readonly { readonly name: string }[];
	getParser(): { appsEngineVersion: string };
	getListenerManager(): { executeListener(event: string, data: unknown): Promise<unknown> };
	getCommandManager(): { executeCommand(command: string, context: unknown): Promise<void> };
	getApiManager(): {
		executeApi(appId: string, path: string, request: AppObject): Promise<AppObject>;
	};
	getSettingsManager(): {
		getAppSettings(appId: string): Readonly<Record<string, AppObject>>;
		updateAppSetting(appId: string, setting: AppObject): Promise<void>;
	};
};

export type Fabrication = {
	getApp(): EngineApp | undefined;
	getStorageError(): string | undefined;
	hasAppUserError(): boolean;
};

export type EngineApp = {
	getID(): string;
	getStatus(): string | Promise<string>;
	getStorageItem(): { readonly settings: Record<string, AppObject> };
	/** Only where the app has a process of its own. */
	getRuntimeController?(): {
		readonly deno?: { readonly pid: number };
		stopApp(): Promise<void>;
	};
};

/** A class of the engine that is meant to be extended. */
export type EngineClass = abstract new (...args: never[]) => object;

export type Engine = {
	createManager(parts: AppObject): AppManager;
	readonly bridges: Readonly<Record<string, EngineClass | undefined>>;
	readonly storages: Readonly<Record<string, EngineClass | undefined>>;
	createCommandContext(...parts: unknown[]): unknown;
};
