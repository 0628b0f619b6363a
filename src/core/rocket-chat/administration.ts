import { Readable } from 'node:stream';
import { systemClock } from '../clock.js';
import { RocketChatError } from '../domain/errors.js';
import { asObject, numberAt, objectAt, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { multipartBody } from '../http/multipart.js';
import type { HttpClient } from '../http/types.js';
import { administrationRefusalOf, appRefused } from './administration-refusals.js';
import type { AppPackage } from './app-package.js';
import { createRestCaller } from './rest-call.js';
import type { RestCall, RestCaller, WorkspaceAccess } from './rest-call.js';
import { refused, unexpectedAnswer } from './rest-errors.js';
import { createPacing } from './rest-pacing.js';
import { readVersion } from './server-version.js';
import type { ServerVersion } from './server-version.js';

export type SettingValue = string | number | boolean;

/** Somebody who serves Omnichannel chats. */
export type LivechatAgent = {
	readonly userId: string;
	readonly username: string;
	readonly name: string;
	/** '' where Rocket.Chat does not show it. */
	readonly email: string;
	/** As people see it: `online`, `away`, `busy`, `offline`. */
	readonly status: string;
	/** Takes chats: "available" in the Omnichannel menu. */
	readonly isAvailable: boolean;
};

/** What a workspace's licence allows; undefined where Rocket.Chat does not say. */
export type Licence = {
	readonly isCommunity: boolean | undefined;
	/** For people: the licence's tags, `Community`, or '' when unknown. */
	readonly edition: string;
	/** How many private apps may run; -1 = any number. */
	readonly privateApps: number | undefined;
};

/** An app in the workspace, by the engine's own words for its state, e.g. `manually_enabled`. */
export type InstalledApp = {
	readonly id: string;
	readonly name: string;
	readonly version: string;
	readonly status: string;
};

/** Who the token belongs to. */
export type WorkspaceAdmin = {
	readonly userId: string;
	readonly username: string;
	readonly emails: readonly string[];
	readonly roles: readonly string[];
};

/**
 * What an administrator does in a workspace, by REST. Every call rejects with RocketChatError (`ROCKET_CHAT_TWO_FACTOR`,
 * `ROCKET_CHAT_PERMISSION_MISSING`, `ROCKET_CHAT_CREDENTIALS_REFUSED`, …) or HttpError; no error repeats a token.
 */
export type Administration = {
	/** Needs no rights. */
	readVersion(): Promise<ServerVersion>;
	readSelf(): Promise<WorkspaceAdmin>;
	/** Values by id; a setting that this version does not have is left out. */
	readSettings(ids: readonly string[]): Promise<Readonly<Record<string, SettingValue>>>;
	writeSetting(id: string, value: SettingValue): Promise<void>;
	/** The first hundred, by name. */
	listLivechatAgents(): Promise<readonly LivechatAgent[]>;
	/** Makes a user an Omnichannel agent; without effect on one who is. */
	addLivechatAgent(username: string): Promise<void>;
	/** All fields undefined where the licence is not shown. */
	readLicence(): Promise<Licence>;
	findApp(id: string): Promise<InstalledApp | undefined>;
	/** Installs the app, or puts it in the place of an older version. Whether it runs is in the answer's `status`. */
	installApp(app: AppPackage): Promise<InstalledApp>;
	/** Rejects with `ROCKET_CHAT_PRIVATE_APPS_FORBIDDEN` where the licence lets it not run. */
	enableApp(id: string): Promise<string>;
	setAppSettings(id: string, values: Readonly<Record<string, SettingValue>>): Promise<void>;
	closeRoom(roomId: string): Promise<void>;
};

/** The engine's words for an app that runs. Source: @rocket.chat/apps-engine definition/AppStatus. */
export function isRunning({ status }: Pick<InstalledApp, 'status'>): boolean {
	return status === 'auto_enabled' || status === 'manually_enabled';
}

/**
 * Whether the app may run, as far as version and licence tell: `no` in the Community edition since 7.0 and before 6.10
 * (docs/app.md); `maybe` where the licence is not shown.
 */
export function privateAppsRule(version: ServerVersion, licence: Licence): 'yes' | 'no' | 'maybe' {
	if (version.text === '') return 'maybe';
	if (!version.isAtLeast(6, 10)) return 'no';
	if (licence.privateApps !== undefined) return licence.privateApps === 0 ? 'no' : 'yes';
	if (licence.isCommunity === undefined) return 'maybe';
	return licence.isCommunity && version.isAtLeast(7, 0) ? 'no' : 'yes';
}

/** Makes the calls of one administrator; asks nothing by itself. */
export function createAdministration({
	http,
	...workspace
}: WorkspaceAccess & { readonly http: HttpClient }): Administration {
	const now = (): number => systemClock.now();
	const call = createRestCaller({
		...{ http, now, workspace, pacing: createPacing(now) },
		refusals: administrationRefusalOf,
	});
	const apps = (more: Omit<RestCall, 'base'>): Promise<JsonObject> =>
		call({ base: '/api/', ...more });
	return {
		async readVersion() {
			const body = await call({ base: '/api/', method: 'GET', route: 'info' });
			return readVersion(textAt(objectAt(body, 'info'), 'version') || textAt(body, 'version'));
		},
		readSelf: () => readSelf(call, workspace.userId),
		async readSettings(ids) {
			const pairs = await Promise.all(ids.map(async (id) => [id, await readSetting(call, id)]));
			return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Readonly<
				Record<string, SettingValue>
			>;
		},
		async writeSetting(id, value) {
			await call({ method: 'POST', route: 'settings/:_id', params: { _id: id }, json: { value } });
		},
		listLivechatAgents: () => listAgents(call),
		async addLivechatAgent(username) {
			await call({ method: 'POST', route: 'livechat/users/agent', json: { username } });
		},
		readLicence: () => readLicence(call),
		findApp: (id) => findApp(apps, id),
		async installApp(app) {
			const existing = await findApp(apps, app.id);
			return upload(apps, app, existing);
		},
		async enableApp(id) {
			const json = { status: 'manually_enabled' };
			const body = await apps({ method: 'POST', route: 'apps/:id/status', params: { id }, json });
			return textAt(body, 'status');
		},
		async setAppSettings(id, values) {
			const settings = Object.entries(values).map(([name, value]) => ({ id: name, value }));
			const json = { settings };
			await apps({ method: 'POST', route: 'apps/:id/settings', params: { id }, json });
		},
		async closeRoom(rid) {
			await call({ method: 'POST', route: 'livechat/room.closeByUser', json: { rid } });
		},
	};
}

async function readSelf(call: RestCaller, userId: string): Promise<WorkspaceAdmin> {
	const me = await call({ method: 'GET', route: 'me' });
	// The caller claims this id: another one in the answer means that something else answered.
	if (textAt(me, '_id') !== userId) throw unexpectedAnswer('GET me');
	const roles = Array.isArray(me['roles']) ? me['roles'].filter(isText) : [];
	const emails = objectsOf(me['emails']).map((one) => textAt(one, 'address').trim().toLowerCase());
	const username = textAt(me, 'username');
	return { userId, username, roles, emails: emails.filter((email) => email !== '') };
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

/** `GET settings/:_id` (apps/meteor/app/api/server/v1/settings.ts): an unknown setting is a 400 without a word. */
async function readSetting(call: RestCaller, _id: string): Promise<SettingValue | undefined> {
	try {
		const { value } = await call({ method: 'GET', route: 'settings/:_id', params: { _id } });
		const isKnown = ['string', 'number', 'boolean'].includes(typeof value);
		return isKnown ? (value as SettingValue) : undefined;
	} catch (error) {
		if (error instanceof RocketChatError && error.code === 'ROCKET_CHAT_REFUSED') return undefined;
		throw error;
	}
}

/** `GET livechat/users/agent` (apps/meteor/app/livechat/imports/server/rest/users.ts). */
async function listAgents(call: RestCaller): Promise<readonly LivechatAgent[]> {
	const query = { count: '100', sort: '{"username":1}' };
	const body = await call({ method: 'GET', route: 'livechat/users/agent', query });
	return objectsOf(body['users']).map((user) => ({
		userId: textAt(user, '_id'),
		username: textAt(user, 'username'),
		name: textAt(user, 'name'),
		email: textAt(objectsOf(user['emails'])[0], 'address'),
		status: textAt(user, 'status') || 'offline',
		isAvailable: textAt(user, 'statusLivechat') === 'available',
	}));
}

const UNKNOWN: Licence = { isCommunity: undefined, edition: '', privateApps: undefined };

/** `GET licenses.info` (apps/meteor/ee/server/api/licenses.ts, since 6.5); limits are in it also without a licence. */
async function readLicence(call: RestCaller): Promise<Licence> {
	try {
		const body = await call({ method: 'GET', route: 'licenses.info' });
		const info = objectAt(body, 'license');
		if (info === undefined) return UNKNOWN;
		const licence = objectAt(info, 'license');
		const tags = objectsOf(info['tags']).map((tag) => textAt(tag, 'name'));
		const named = tags.filter((tag) => tag !== '').join(', ');
		const privateApps = numberAt(objectAt(objectAt(info, 'limits'), 'privateApps'), 'max');
		const isCommunity = licence === undefined;
		return { isCommunity, edition: isCommunity ? 'Community' : named || 'Premium', privateApps };
	} catch (error) {
		if (error instanceof RocketChatError && !error.outage) return UNKNOWN;
		// A version before 6.5 answers 404, which looks like an outage.
		if (error instanceof RocketChatError && error.certain) return UNKNOWN;
		throw error;
	}
}

type Apps = (call: Omit<RestCall, 'base'>) => Promise<JsonObject>;

async function findApp(apps: Apps, id: string): Promise<InstalledApp | undefined> {
	const body = await apps({ method: 'GET', route: 'apps/installed' });
	return objectsOf(body['apps'])
		.map(appOf)
		.find((app) => app.id === id);
}

function appOf(app: JsonObject | undefined): InstalledApp {
	const [id, name, version] = [textAt(app, 'id'), textAt(app, 'name'), textAt(app, 'version')];
	return { id, name, version, status: textAt(app, 'status') };
}

/** Milliseconds: Rocket.Chat unpacks the app and starts it before it answers. */
const INSTALL_TIMEOUT_MS = 120_000;

/** `POST /api/apps`, or `/api/apps/:id` for one that is there: a form with the zip and the permissions that are agreed to. */
async function upload(
	apps: Apps,
	app: AppPackage,
	existing: InstalledApp | undefined,
): Promise<InstalledApp> {
	const file = { field: 'app', name: 'greenapi-rc.zip', mimeType: 'application/zip' };
	const form: NonNullable<RestCall['form']> = () => {
		const stream = Readable.from([app.zip]);
		const size = app.zip.length;
		return multipartBody(
			{ permissions: JSON.stringify(app.permissions) },
			{ ...file, stream, size },
		);
	};
	const place =
		existing === undefined ? { route: 'apps' } : { route: 'apps/:id', params: { id: app.id } };
	try {
		const body = await apps({ method: 'POST', ...place, form, timeoutMs: INSTALL_TIMEOUT_MS });
		return appOf(asObject(body['app']));
	} catch (error) {
		const isUnexplained = error instanceof RocketChatError && error.code === 'ROCKET_CHAT_REFUSED';
		throw isUnexplained ? refused(`POST ${place.route}`, appRefused, systemClock.now()) : error;
	}
}
