import { generateKeyPairSync } from 'node:crypto';
import { asObject, asText } from '../../src/sandbox/read.js';
import type { AppObject } from './app-form.js';
import type { BridgeContext, BridgeMethods } from './context.js';
import type { Engine } from './engine-types.js';
import { httpBridge } from './http-bridge.js';
import { livechatBridge } from './livechat-bridge.js';
import { messageBridge } from './message-bridge.js';
import { membersOf, roomBridge } from './room-bridge.js';
import { uploadBridge } from './upload-bridge.js';
import { userBridge } from './user-bridge.js';

/** What the app registered. */
export type Registrations = {
	readonly commands: Set<string>;
	/** Paths of its public endpoints. */
	readonly endpoints: Set<string>;
};

type Own = {
	readonly registrations: Registrations;
	readonly persistence: BridgeMethods;
	readonly scheduler: BridgeMethods;
};

let keys: { privateKey: string; publicKey: string } | undefined;

/**
 * All bridges of the engine, over the workspace. They extend the engine's own classes, so that permissions are checked as
 * everywhere. What no bridge here can do fails with an error that names it.
 */
export function createBridges(engine: Engine, context: BridgeContext, own: Own): object {
	const methods: Readonly<Record<string, BridgeMethods>> = {
		AppActivation: ignoring(
			...['appAdded', 'appUpdated', 'appRemoved', 'appStatusChanged', 'actionsChanged'],
		),
		AppDetailChanges: ignoring('onAppSettingsChange'),
		Api: apiMethods(own.registrations),
		Command: commandMethods(own.registrations),
		EnvironmentalVariable: { isReadable: async () => false, isSet: async () => false },
		Http: httpBridge,
		Internal: internalMethods(context),
		Livechat: livechatBridge(context),
		Message: messageBridge(context),
		OAuthApps: ignoring('purge'),
		Persistence: own.persistence,
		Room: roomBridge(context),
		Scheduler: own.scheduler,
		ServerSetting: settingMethods(context),
		UiInteraction: interactionMethods(context),
		Upload: uploadBridge(context),
		User: userBridge(context),
	};
	const made = new Map<string, object>();
	const bridge = (name: string): object => {
		const found = made.get(name) ?? extend(engine, name, methods[name] ?? {});
		made.set(name, found);
		return found;
	};
	return new Proxy(new (concrete(engine, 'AppBridges'))(), {
		get(target, key, receiver): unknown {
			const [, name] = /^get(\w+)Bridge$/u.exec(String(key)) ?? [];
			if (name === undefined) return Reflect.get(target, key, receiver);
			if (name === 'InternalFederation') return () => federation();
			return () => bridge(name);
		},
	});
}

function extend(engine: Engine, name: string, methods: BridgeMethods): object {
	const Bridge = concrete(engine, `${name}Bridge`);
	Object.assign(Bridge.prototype, methods);
	return new Proxy(new Bridge(), {
		get(target, key, receiver): unknown {
			const found: unknown = Reflect.get(target, key, receiver);
			if (found !== undefined || typeof key !== 'string' || key === 'then') return found;
			return () => Promise.reject(new Error(`The test host has no ${name}Bridge.${key}.`));
		},
	});
}

function concrete({ bridges }: Engine, name: string): new () => object {
	const base = bridges[name] as (abstract new () => object) | undefined;
	return class extends (base ?? Object) {};
}

function ignoring(...names: readonly string[]): BridgeMethods {
	return Object.fromEntries(names.map((name) => [name, async () => undefined]));
}

function apiMethods({ endpoints }: Registrations): BridgeMethods {
	return {
		async registerApi({ endpoint }: { readonly endpoint: AppObject }) {
			endpoints.add(asText(endpoint['path']));
		},
		async unregisterApis() {
			endpoints.clear();
		},
	};
}

function commandMethods({ commands }: Registrations): BridgeMethods {
	const forget = async (command: string | AppObject) => {
		commands.delete(asText(typeof command === 'string' ? command : command['command']));
	};
	return {
		doesCommandExist: async (command: string) => commands.has(command),
		async registerCommand({ command }: AppObject) {
			commands.add(asText(command));
		},
		unregisterCommand: forget,
		disableCommand: forget,
		async enableCommand(command: string) {
			commands.add(command);
		},
		...ignoring('restoreCommand', 'modifyCommand'),
	};
}

function internalMethods({ workspace }: BridgeContext): BridgeMethods {
	const usernames = (rid: string) => membersOf(workspace, rid).map(({ username }) => username);
	return {
		getUsernamesOfRoomByIdSync: usernames,
		getUsernamesOfRoomById: async (rid: string) => usernames(rid),
	};
}

function settingMethods({ serverSettings }: BridgeContext): BridgeMethods {
	const form = (id: string) => ({ id, value: serverSettings.get(id), hidden: false });
	return {
		getAll: async () => [...serverSettings.keys()].map(form),
		getOneById: async (id: string) => (serverSettings.has(id) ? form(id) : undefined),
		isReadableById: async (id: string) => serverSettings.has(id),
	};
}

function interactionMethods({ views }: BridgeContext): BridgeMethods {
	return {
		async notifyUser(user: AppObject, interaction: AppObject) {
			const { type, triggerId, view, viewId, errors } = interaction;
			const username = asText(user['username']);
			views.push({ username, type, triggerId, view: asObject(view), viewId, errors });
		},
	};
}

/** The engine signs what it installs. */
function federation(): object {
	keys ??= generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const { privateKey, publicKey } = keys;
	const [secret, open] = [async () => privateKey, async () => publicKey];
	return {
		...{ getPrivateKey: secret, getFederationPrivateKey: secret },
		...{ getPublicKey: open, getFederationPublicKey: open },
	};
}
