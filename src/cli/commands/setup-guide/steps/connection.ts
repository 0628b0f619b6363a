import { RocketChatError } from '../../../../core/domain/errors.js';
import {
	connectByApp,
	connectByWebhook,
	findWay,
	isWebhookTaken,
	webhookTaken,
} from '../../../../core/operations/connect-workspace.js';
import type { Way } from '../../../../core/operations/connect-workspace.js';
import type { WorkspaceReport } from '../../../../core/operations/inspect-workspace.js';
import type { WorkspaceTokens } from '../../../../core/operations/register-workspace.js';
import { readAppPackage } from '../../../../core/rocket-chat/app-package.js';
import { readConfig } from '../../../io.js';
import { whileWaiting } from '../../../waiting.js';
import { withSetup } from '../../../with-setup.js';
import { confirm } from '../asking.js';
import { APP_FOLDER } from '../daemon-process.js';
import type { Found, Guide, Step } from '../step.js';

/**
 * The workspace is registered, and tells the daemon what agents write. Its tokens go right where they belong; when that was
 * interrupted they are lost, for the database has only their hashes, and the next run makes new ones.
 */
export const connection: Step = {
	name: 'connection',
	isDone({ workspace }) {
		if (workspace === undefined) return false;
		// Of Omnichannel's webhook only Rocket.Chat knows.
		return workspace.app === null ? undefined : true;
	},
	missing: () => [],
	async run(guide) {
		const { found } = guide;
		const { report, access, appUrl } = known(guide);
		const { url } = access;
		const way = await withSetup(guide.io, ({ database: { stores } }) =>
			guide.asAdmin((admin) => findWay(stores.workspaces, admin, { report, url, appUrl })),
		);
		found.facts['way'] = way;
		if (way !== undefined) return { summary: summaryOf(guide, way), wasDone: true };
		const isByApp = report.privateApps !== 'no' && guide.answers.withoutApp !== true;
		if (!isByApp) await askForWebhook(guide, report, appUrl);
		const tokens = await register(guide);
		const connected = isByApp ? await byApp(guide, tokens) : await byWebhook(guide, tokens);
		found.facts['way'] = connected;
		return { summary: summaryOf(guide, connected), wasDone: false };
	},
};

function known({ found, io }: Guide) {
	const { report, access } = found as Required<Pick<Found, 'report' | 'access'>>;
	return { report, access, appUrl: readConfig(io).config.appUrl ?? '' };
}

function summaryOf({ say }: Guide, way: Way): string {
	if (way === 'webhook') return say('connection.hook');
	return say('connection.app', { version: readAppPackage(APP_FOLDER).version });
}

function register(guide: Guide): Promise<WorkspaceTokens> {
	const { io, say } = guide;
	const { access } = known(guide);
	const work = withSetup(io, async ({ operations, workspaces }) =>
		operations.registerWorkspace({
			rocketChatUrl: access.url,
			rocketChatId: access.userId,
			rocketChatToken: access.token,
			rotate: workspaces.includes(access.url),
		}),
	);
	return whileWaiting(io, say('connection.registering'), work);
}

async function byApp(guide: Guide, tokens: WorkspaceTokens): Promise<Way> {
	const { io, say, tell } = guide;
	const { access, appUrl, report } = known(guide);
	const app = readAppPackage(APP_FOLDER);
	const order = { app, url: access.url, appUrl, tokens, signal: guide.signal };
	const work = withSetup(io, ({ database: { stores } }) =>
		guide.asAdmin((admin) => connectByApp(stores.workspaces, admin, order)),
	);
	try {
		await whileWaiting(io, say('connection.installing'), work);
		return 'app';
	} catch (error) {
		const isForbidden =
			error instanceof RocketChatError && error.code === 'ROCKET_CHAT_PRIVATE_APPS_FORBIDDEN';
		if (!isForbidden) throw error;
		tell(say('connection.fallback'));
		await askForWebhook(guide, report, appUrl);
		return byWebhook(guide, tokens);
	}
}

/** Omnichannel has one webhook: it is not taken from anybody without a word. */
async function askForWebhook(guide: Guide, report: WorkspaceReport, appUrl: string): Promise<void> {
	if (!isWebhookTaken(report, appUrl)) return;
	const { say, answers, found } = guide;
	const { webhookUrl } = report;
	const host = URL.canParse(webhookUrl) ? new URL(webhookUrl).host : webhookUrl;
	const message = say('connection.replace', { host });
	found.mayReplaceWebhook = await confirm(guide, {
		...{ flag: '--replace-webhook', given: answers.replaceWebhook, message, isRisky: true },
	});
	// Before tokens are made anew: those that are void then may be in use.
	if (!found.mayReplaceWebhook) throw webhookTaken(report);
}

async function byWebhook(guide: Guide, { webhookToken: token }: WorkspaceTokens): Promise<Way> {
	const { io, say, found } = guide;
	const { appUrl, report } = known(guide);
	const mayReplace = found.mayReplaceWebhook === true;
	const work = guide.asAdmin((admin) =>
		connectByWebhook(admin, { report, appUrl, token, mayReplace }),
	);
	await whileWaiting(io, say('connection.webhook'), work);
	return 'webhook';
}
