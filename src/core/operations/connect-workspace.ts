import { RocketChatError } from '../domain/errors.js';
import type { Workspace } from '../domain/registry.js';
import type { Administration, WorkspaceAdmin } from '../rocket-chat/administration.js';
import { isRunning } from '../rocket-chat/administration.js';
import type { AppPackage } from '../rocket-chat/app-package.js';
import { refusal } from './refusals.js';
import { hashToken } from '../storage/token-cipher.js';
import type { Stores } from '../storage/stores.js';
import type { WorkspaceStore } from '../storage/workspace-store.js';
import type { WorkspaceReport } from './inspect-workspace.js';
import type { WorkspaceTokens } from './register-workspace.js';
import { ROCKET_PATH } from '../config/webhook-paths.js';

/** How agents' messages come from a workspace. */
export type Way = 'app' | 'webhook';

const ANNOUNCEMENT_MS = 20_000;
const LOOK_EVERY_MS = 100;

/** The address that stands in the app's settings, or in Omnichannel's webhook. */
function receiverOf(appUrl: string): string {
	return `${appUrl}${ROCKET_PATH}`;
}

/** The way that a registered workspace is connected by now; undefined: by none. Rejects as Administration does. */
export async function findWay(
	workspaces: Pick<WorkspaceStore, 'findByUrl'>,
	administration: Administration,
	{ report, url, appUrl }: { report: WorkspaceReport; url: string; appUrl: string },
): Promise<Way | undefined> {
	const workspace = await workspaces.findByUrl(url);
	if (workspace === undefined) return undefined;
	if (workspace.app !== null) {
		const app = await administration.findApp(workspace.app.id);
		if (app !== undefined && isRunning(app)) return 'app';
	}
	const isOurs =
		report.webhookUrl === receiverOf(appUrl) &&
		hashToken(report.webhookSecret) === workspace.webhookTokenHash;
	return isOurs ? 'webhook' : undefined;
}

/**
 * Installs the app, gives it its settings, and waits until it has announced itself at the daemon. Rejects with RocketChatError
 * `ROCKET_CHAT_PRIVATE_APPS_FORBIDDEN` where the workspace lets it not run, RefusedError `app-settings-refused` or
 * `app-silent`, and otherwise as Administration does.
 */
export async function connectByApp(
	workspaces: Pick<WorkspaceStore, 'findByUrl'>,
	administration: Administration,
	order: {
		readonly app: AppPackage;
		readonly url: string;
		readonly appUrl: string;
		readonly tokens: WorkspaceTokens;
		/** Ends the waiting for the announcement. */
		readonly signal: AbortSignal;
	},
): Promise<void> {
	const { app, url, appUrl, tokens, signal } = order;
	const since = Date.now();
	const installed = await installOnce(administration, app);
	if (!isRunning(installed)) await administration.enableApp(app.id);
	try {
		await administration.setAppSettings(app.id, {
			app_url: receiverOf(appUrl),
			command_token: tokens.commandToken,
			webhook_token: tokens.webhookToken,
		});
	} catch (error) {
		throw settingsRefused(error);
	}
	const isAnnounced = async (): Promise<boolean> =>
		((await workspaces.findByUrl(url))?.app?.seenAt ?? 0) >= since;
	await announced(isAnnounced, since, signal);
}

/** An app of this version that is there is not sent again. */
async function installOnce(administration: Administration, app: AppPackage) {
	const existing = await administration.findApp(app.id);
	return existing?.version === app.version ? existing : administration.installApp(app);
}

async function announced(
	isAnnounced: () => Promise<boolean>,
	since: number,
	signal: AbortSignal,
): Promise<void> {
	const end = since + ANNOUNCEMENT_MS;
	while (!(await isAnnounced())) {
		if (Date.now() > end || signal.aborted) throw silent();
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
}

/**
 * Sets up Omnichannel's own webhook. Rejects with RefusedError `webhook-taken` when it posts to somebody else and
 * `mayReplace` is false, and as Administration does.
 */
export async function connectByWebhook(
	administration: Administration,
	order: {
		readonly report: Pick<WorkspaceReport, 'webhookUrl'>;
		readonly appUrl: string;
		readonly token: string;
		readonly mayReplace: boolean;
	},
): Promise<void> {
	const { report, appUrl, token, mayReplace } = order;
	if (!mayReplace && isWebhookTaken(report, appUrl)) throw webhookTaken(report);
	// The address last: nothing is posted with half of the settings.
	const settings = {
		Livechat_secret_token: token,
		Livechat_webhook_on_agent_message: true,
		Livechat_webhook_on_chat_taken: true,
		Livechat_webhook_on_forward: true,
		Livechat_webhook_on_close: true,
		Livechat_webhookUrl: receiverOf(appUrl),
	};
	for (const [id, value] of Object.entries(settings)) await administration.writeSetting(id, value);
}

/** Whether Omnichannel's webhook posts to another receiver: there is only one. */
export function isWebhookTaken(
	{ webhookUrl }: Pick<WorkspaceReport, 'webhookUrl'>,
	appUrl: string,
): boolean {
	return webhookUrl !== '' && webhookUrl !== receiverOf(appUrl);
}

function settingsRefused(error: unknown): unknown {
	if (!(error instanceof RocketChatError) || error.code === 'ROCKET_CHAT_CREDENTIALS_REFUSED')
		return error;
	return refusal({
		code: 'app-settings-refused',
		status: 502,
		message: 'refusal.app-settings',
		help: 'help.app-settings',
		cause: error,
	});
}

function silent() {
	return refusal({
		code: 'app-silent',
		status: 504,
		message: 'refusal.app-silent',
		help: 'help.app-silent',
	});
}

/** The refusal when it stays with its present receiver. */
export function webhookTaken({ webhookUrl }: Pick<WorkspaceReport, 'webhookUrl'>) {
	const isAddress = URL.canParse(webhookUrl);
	return refusal({
		code: 'webhook-taken',
		status: 409,
		message: 'refusal.webhook-taken',
		help: 'help.webhook-taken',
		values: { host: isAddress ? new URL(webhookUrl).host : { key: 'receiver.another' } },
	});
}

/**
 * Stores credentials of an administrator that were proven, where the workspace, or the agent who they are, has others.
 * Answers whether that was so.
 */
export async function renewAdmin(
	{ workspaces, agents }: Pick<Stores, 'workspaces' | 'agents'>,
	workspace: Workspace,
	admin: Pick<WorkspaceAdmin, 'userId' | 'emails'> & { readonly authToken: string },
): Promise<boolean> {
	const { userId, authToken, emails } = admin;
	if (workspace.userId === userId && workspace.authToken === authToken) return false;
	const adminEmail = emails[0] ?? workspace.adminEmail;
	await workspaces.update(workspace.id, { userId, authToken, adminEmail });
	const agent = await agents.findByUserId(workspace.id, userId);
	if (agent !== undefined) await agents.updateCredentials(agent.id, { userId, authToken });
	return true;
}
