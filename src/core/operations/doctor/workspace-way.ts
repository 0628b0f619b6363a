import type { Workspace } from '../../domain/registry.js';
import { createAppCaller } from '../../rocket-chat/app-call.js';
import { hashToken } from '../../storage/token-cipher.js';
import { createSyncAppUrl } from '../sync-app-url.js';
import { createGreenApiClient } from '../../green-api/client.js';
import { systemClock } from '../../clock.js';
import { findingsOf, whyOf } from './findings.js';
import { leadsHere } from './leads-here.js';
import type { Patient } from './patient.js';
import type { Finding, Repair } from './types.js';
import { WORKSPACES } from './words/workspaces.js';
import type { WorkspaceSettings } from './workspace-settings.js';
import { ROCKET_PATH } from '../../config/webhook-paths.js';

const { ok, fault } = findingsOf('workspaces', WORKSPACES);

const NEEDED_EVENTS = ['Livechat_webhook_on_agent_message', 'Livechat_webhook_on_close'];

/** How what agents write comes to the bridge: by the app where one has announced itself, else by Omnichannel's webhook. */
export async function wayIn(
	patient: Patient,
	workspace: Workspace,
	settings: WorkspaceSettings,
): Promise<Finding> {
	return workspace.app === null
		? webhook(patient, workspace, settings)
		: app(patient, workspace, workspace.app);
}

async function app(
	{ workspaceHttp: http, now }: Patient,
	{ url }: Workspace,
	{ version, endpoint, key }: NonNullable<Workspace['app']>,
): Promise<Finding> {
	try {
		const call = createAppCaller({ http, now, app: { url, endpoint, key } });
		await call('health');
		return ok('workspace-way', url, { way: `app ${version}` });
	} catch (error) {
		const { reason } = whyOf(error);
		return fault('workspace-way', 'app-gone', url, { version, reason });
	}
}

async function webhook(
	{ config, records }: Patient,
	{ id, url, appUrl }: Workspace,
	settings: WorkspaceSettings,
): Promise<Finding> {
	const address = `${appUrl ?? config.appUrl ?? '<APP_URL>'}${ROCKET_PATH}`;
	const set = String(settings['Livechat_webhookUrl'] ?? '').trim();
	if (set === '') return fault('workspace-way', 'none', url, { address });
	if (set.replace(/\/+$/u, '') !== address)
		return fault('workspace-way', 'address', url, { other: placeOf(set), address });
	const off = NEEDED_EVENTS.filter((name) => settings[name] === false);
	if (off.length > 0) return fault('workspace-way', 'events', url, { names: off.join(', ') });
	const token = String(settings['Livechat_secret_token'] ?? '').trim();
	const { workspaces } = records.database?.stores ?? {};
	const owner = await workspaces?.findByWebhookTokenHash(hashToken(token));
	if (owner?.id !== id) return fault('workspace-way', 'token', url);
	return ok('workspace-way', url, { way: 'webhook' });
}

/** Without query and password: there may be secrets in them. */
function placeOf(address: string): string {
	if (!URL.canParse(address)) return 'an address that is none';
	const { origin, pathname } = new URL(address);
	return `${origin}${pathname}`;
}

/** An address of its own is right when it leads to a daemon on this database, too. */
export async function storedAddress(patient: Patient, workspace: Workspace): Promise<Finding> {
	const { url, appUrl: stored } = workspace;
	const { appUrl } = patient.config;
	if (stored === null || stored === appUrl || appUrl === undefined)
		return ok('workspace-app-url', url);
	if (await leadsHere(patient, stored)) return ok('workspace-app-url', url);
	// A mistaken APP_URL in the operator's shell must not lead the instances astray.
	const isWay = await leadsHere(patient, appUrl);
	const repair = isWay ? synchronization(patient, workspace, appUrl) : undefined;
	return fault('workspace-app-url', 'differs', url, { stored, appUrl }, repair);
}

function synchronization(
	{ records, http, config }: Patient,
	workspace: Workspace,
	appUrl: string,
): Repair | undefined {
	const { database } = records;
	if (database === undefined) return undefined;
	const address = `${appUrl}${ROCKET_PATH}`;
	const sync = createSyncAppUrl({
		...{ database, config },
		createClient: (access) => createGreenApiClient({ http, access, clock: systemClock }),
		// Whoever offers this repair has asked.
		whoAnswers: () => Promise.resolve('ours' as const),
	});
	return {
		name: 'sync-app-url',
		what: [`sync-app-url ${address}`, `sync-app-url ${address}`],
		async run() {
			await sync({ kind: 'operator', workspace }, { appUrl: address });
		},
	};
}
