import { baseAddress } from '../config/parsers.js';
import type { Instance } from '../domain/registry.js';
import { isOutOfReach } from '../http/private-host.js';
import type { Say } from '../texts/phrasebook.js';
import { requireAdmin, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { inParallel } from './in-parallel.js';
import { explain, refusal } from './refusals.js';
import type { Notice } from './register-agent.js';
import { WHO_ANSWERS } from './who-answers.js';
import type { Answerer } from './who-answers.js';
import { applySettings, webhookUrlOf } from './webhook-settings.js';
import { ROCKET_PATH } from '../config/webhook-paths.js';

const AT_ONCE = 4;

export type SyncAppUrlInput = {
	/** Ends with the path of Rocket.Chat's webhook. */
	readonly appUrl: string;
	/** Don't ask who answers there: some networks don't let a server reach its own public address. */
	readonly isForced?: boolean;
};

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
 * `not-allowed` (403), `bad-app-url` (400), `app-url-not-public` (400) when GREEN-API can't reach it, or `app-url-not-ours`
 * (400) when no daemon with this key answers there: nothing is changed then, for customers' messages would go astray.
 */
export function createSyncAppUrl(
	deps: Pick<OperationDeps, 'database' | 'createClient' | 'phrasebook' | 'whoAnswers'> & {
		readonly config: Pick<OperationDeps['config'], 'greenApiUrl'>;
	},
): (actor: Actor, input: SyncAppUrlInput) => Promise<SyncReport> {
	const { workspaces, instances } = deps.database.stores;
	return async (actor, input) => {
		requireAdmin(actor, 'sync-app-url');
		const workspace = requireWorkspace(actor);
		const say = wordsFor(deps, actor);
		const appUrl = readAppUrl(input.appUrl);
		if (input.isForced !== true) {
			if (isOutOfReach(appUrl, deps.config.greenApiUrl)) throw notPublic(appUrl);
			await requireOurs(actor, appUrl);
		}
		await workspaces.update(workspace.id, { appUrl });
		const found = await instances.listOfWorkspace(workspace.id);
		const outcomes = await inParallel(found, AT_ONCE, (instance) =>
			synchronize(instance, appUrl, say),
		);
		return report(
			say,
			appUrl,
			found.length,
			outcomes.flatMap((outcome) => outcome ?? []),
		);
	};

	async function requireOurs(actor: Actor, appUrl: string): Promise<void> {
		const answerer = await deps.whoAnswers(appUrl);
		if (answerer !== 'ours') throw notOurs(actor, appUrl, answerer);
	}

	/** Resolves to the failure, undefined when there was none. */
	async function synchronize(instance: Instance, appUrl: string, say: Say) {
		try {
			const client = deps.createClient(instance);
			await applySettings(client, await client.getSettings(), { ...instance, appUrl });
			return undefined;
		} catch (error) {
			return { id: instance.id, reason: explain(error, say) };
		}
	}
}

function report(
	say: Say,
	appUrl: string,
	total: number,
	failures: SyncReport['failures'],
): SyncReport {
	const synchronized = total - failures.length;
	const summary = say('command.synchronized', {
		...{ count: synchronized, total, url: webhookUrlOf(appUrl) },
	});
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

/** What else is in the daemon's network is no business of a workspace's administrator. */
function notOurs({ kind }: Actor, appUrl: string, answerer: Answerer) {
	return refusal({
		code: 'app-url-not-ours',
		status: 400,
		message: kind === 'operator' ? WHO_ANSWERS[answerer] : 'refusal.app-url-not-ours',
		help: 'help.app-url-not-ours',
		values: { address: appUrl, full: `${appUrl}${ROCKET_PATH}` },
	});
}

function notPublic(appUrl: string) {
	return refusal({
		code: 'app-url-not-public',
		status: 400,
		message: 'refusal.app-url-not-public',
		help: 'help.app-url-not-public',
		values: { address: appUrl, example: `https://bridge.example.org${ROCKET_PATH}` },
	});
}

function badAppUrl(cause?: unknown) {
	return refusal({
		code: 'bad-app-url',
		status: 400,
		message: 'refusal.bad-app-url',
		help: 'help.bad-app-url',
		values: { path: ROCKET_PATH, example: `https://bridge.example.org${ROCKET_PATH}` },
		cause,
	});
}
