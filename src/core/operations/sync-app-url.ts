import { baseAddress } from '../config/parsers.js';
import type { Instance } from '../domain/registry.js';
import { requireAdmin, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { inParallel } from './in-parallel.js';
import { explain, refusal } from './refusals.js';
import type { Notice } from './register-agent.js';
import { applySettings, webhookUrlOf } from './webhook-settings.js';

/** What `appUrl` ends with: the address the workspace's app posts to. */
const ROCKET_PATH = '/api/webhook/rocket';
const AT_ONCE = 4;

export type SyncReport = Notice & {
	/** The base address that was stored. */
	readonly appUrl: string;
	readonly total: number;
	/** Instances whose settings are right now, whether or not they had to be written. */
	readonly synchronized: number;
	readonly failures: readonly { readonly id: string; readonly reason: string }[];
};

/**
 * Stores a new public address of the daemon with the workspace and writes it into the settings of its instances where
 * they differ. An instance that fails does not stop the others; it is named in the report. Rejects with RefusedError
 * `not-allowed` (403) or `bad-app-url` (400).
 */
export function createSyncAppUrl(
	deps: Pick<OperationDeps, 'database' | 'createClient'>,
): (actor: Actor, input: { readonly appUrl: string }) => Promise<SyncReport> {
	const { workspaces, instances } = deps.database.stores;
	return async (actor, input) => {
		requireAdmin(actor, 'sync-app-url');
		const workspace = requireWorkspace(actor);
		const appUrl = readAppUrl(input.appUrl);
		await workspaces.update(workspace.id, { appUrl });
		const found = await instances.listOfWorkspace(workspace.id);
		const outcomes = await inParallel(found, AT_ONCE, (instance) => synchronize(instance, appUrl));
		return report(
			appUrl,
			found.length,
			outcomes.flatMap((outcome) => outcome ?? []),
		);
	};

	/** Resolves to the failure, undefined when there was none. */
	async function synchronize(instance: Instance, appUrl: string) {
		try {
			const client = deps.createClient(instance);
			await applySettings(client, await client.getSettings(), { ...instance, appUrl });
			return undefined;
		} catch (error) {
			return { id: instance.id, reason: explain(error) };
		}
	}
}

function report(appUrl: string, total: number, failures: SyncReport['failures']): SyncReport {
	const synchronized = total - failures.length;
	const summary = `Synchronized ${synchronized} out of ${total} instances. Webhooks go to ${webhookUrlOf(appUrl)} from now on.`;
	const lines = failures.map(({ id, reason }) => `${id}: ${reason}`);
	return { appUrl, total, synchronized, failures, message: [summary, ...lines].join('\n') };
}

function readAppUrl(text: string): string {
	const address = text.trim().replace(/\/+$/, '');
	if (!address.endsWith(ROCKET_PATH)) throw badAppUrl();
	try {
		return baseAddress(address.slice(0, -ROCKET_PATH.length));
	} catch (cause) {
		throw badAppUrl(cause);
	}
}

function badAppUrl(cause?: unknown) {
	return refusal({
		code: 'bad-app-url',
		status: 400,
		message: `appUrl must be the public address of greenapi-rc with ${ROCKET_PATH} at its end.`,
		help: `For example https://bridge.example.org${ROCKET_PATH}`,
		cause,
	});
}
