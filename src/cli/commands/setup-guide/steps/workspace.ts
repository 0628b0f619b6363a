import { writeEnvFile } from '../../../../core/config/env-file.js';
import { HttpError, RocketChatError } from '../../../../core/domain/errors.js';
import { inspectWorkspace } from '../../../../core/operations/inspect-workspace.js';
import type { WorkspaceReport } from '../../../../core/operations/inspect-workspace.js';
import { renewAdmin } from '../../../../core/operations/connect-workspace.js';
import { wrongCredentials } from '../../../../core/operations/prove-user.js';
import { normalizeWorkspaceUrl } from '../../../../core/rocket-chat/workspace-url.js';
import { inputMissing } from '../../../form.js';
import { readConfig } from '../../../io.js';
import { oneLine } from '../../../shown.js';
import { whileWaiting } from '../../../waiting.js';
import { withSetup } from '../../../with-setup.js';
import { confirm, refuse, text, untilRight } from '../asking.js';
import { reportTable } from '../report-table.js';
import type { Access, Guide, Step } from '../step.js';
import { accessOf, flagsOf } from '../step.js';

/** Who the administrator is, and what the workspace allows. */
export const workspace: Step = {
	name: 'workspace',
	isDone: (state) => state.workspace !== undefined,
	missing: (state, { url, userId, token }) =>
		state.workspace === undefined
			? flagsOf({ '--url': url, '--user-id': userId, '--token-file': token })
			: [],
	async run(guide) {
		const { say, tell, found } = guide;
		const known = await knownAccess(guide);
		const report = await untilRight(guide, async (tries) => {
			found.access = (tries === 0 ? known : undefined) ?? (await askAccess(guide, tries));
			return inspect(guide);
		});
		const wasDone = await renew(guide, report);
		const final = await withOmnichannel(guide, report);
		found.report = final;
		tell(await reportTable(guide, final));
		const { url } = accessOf(guide);
		Object.assign(found.facts, { workspace: url, rocketChat: final.version.text });
		const values = { url, version: final.version.text, user: oneLine(final.self.username) };
		return { summary: say('workspace.done', values), wasDone };
	},
};

/** What the database has; undefined where the workspace is not registered, or a new token was given. */
async function knownAccess(guide: Guide): Promise<Access | undefined> {
	const { answers, ask, say, found } = guide;
	const { workspaces } = await guide.state();
	if (answers.url === undefined && workspaces.length > 1) {
		if (ask === undefined) {
			const values = { urls: workspaces.join(', ') };
			throw inputMissing(['--url'], { key: 'help.which-workspace', values });
		}
		found.chosenUrl = await ask.choose(say('workspace.which'), workspaces);
	}
	const { workspace: known } = await guide.state();
	if (known === undefined || answers.token !== undefined) return undefined;
	return { url: known.url, userId: known.userId, token: known.authToken };
}

async function askAccess(guide: Guide, tries: number): Promise<Access> {
	const { answers, say, tell, found } = guide;
	// What was wrong is asked anew; what the person typed right before stays.
	const given = <T>(value: T | undefined): T | undefined => (tries === 0 ? value : undefined);
	const url = await text(guide, {
		flag: '--url',
		given: found.answeringUrl ?? given(answers.url) ?? (await guide.state()).workspace?.url,
		message: say('workspace.url'),
		check: normalizeWorkspaceUrl,
	});
	found.access = { url: normalizeWorkspaceUrl(url), userId: '', token: '' };
	try {
		await allowPrivate(guide, found.access.url);
	} catch (error) {
		if (isUnreachable(error) && !url.includes('://')) tell(say('workspace.https'));
		throw error;
	}
	found.answeringUrl = found.access.url;
	if (given(answers.token) === undefined) tell(say('workspace.tokenHelp'));
	const { workspace: registered } = await guide.state();
	const userId = await text(guide, {
		flag: '--user-id',
		given: given(answers.userId ?? registered?.userId),
		message: say('workspace.userId'),
	});
	const token = await text(guide, {
		flag: '--token-file',
		given: given(answers.token),
		message: say('workspace.token'),
		isSecret: true,
	});
	return { ...found.access, userId, token };
}

/** The address is called once without a token; when it is private, the person says whether it may be. */
async function allowPrivate(guide: Guide, url: string): Promise<void> {
	const { say, answers, found } = guide;
	try {
		await guide.asAdmin((administration) => administration.readVersion());
	} catch (error) {
		if (!(error instanceof HttpError) || error.code !== 'HTTP_ADDRESS_REFUSED') throw error;
		const message = say('workspace.private', { url });
		const isAllowed = await confirm(guide, {
			...{ flag: '--allow-private', given: answers.allowPrivate, message },
		});
		if (!isAllowed)
			throw refuse({
				code: 'workspace-not-allowed',
				message: say('workspace.notAllowed', { url }),
				help: say('workspace.notAllowedHelp'),
			});
		found.allowedUrl = url;
		try {
			await guide.asAdmin((administration) => administration.readVersion());
			allow(guide, url);
		} finally {
			found.allowedUrl = undefined;
		}
	}
}

function allow({ io, say, tell }: Guide, url: string): void {
	const { config } = readConfig(io);
	const value = [...new Set([...config.allowedWorkspaces, url])].join(',');
	writeEnvFile(io.cwd, { ALLOWED_WORKSPACES: value });
	tell(say('place.wrote', { line: `ALLOWED_WORKSPACES=${value}` }));
}

async function inspect(guide: Guide): Promise<WorkspaceReport> {
	const { io, say } = guide;
	const { url } = accessOf(guide);
	const work = guide.asAdmin(inspectWorkspace).catch((error: unknown) => {
		// The error's own advice is for a workspace that is registered; here the pair may be mistyped.
		throw isRefused(error) ? wrongCredentials(error) : error;
	});
	const report = await whileWaiting(io, say('daemon.asking', { url }), work);
	if (report.isAdmin) return report;
	const user = oneLine(report.self.username);
	throw refuse({
		code: 'not-allowed',
		message: say('workspace.notAdmin', { user, url }),
		help: say('workspace.notAdminHelp'),
	});
}

function isUnreachable(error: unknown): boolean {
	return error instanceof HttpError && error.code === 'HTTP_UNREACHABLE';
}

function isRefused(error: unknown): boolean {
	return error instanceof RocketChatError && error.code === 'ROCKET_CHAT_CREDENTIALS_REFUSED';
}

/** Rejects with RefusedError `omnichannel-off` when it is to stay off: nothing can cross then. */
async function withOmnichannel(guide: Guide, report: WorkspaceReport): Promise<WorkspaceReport> {
	if (report.isOmnichannelOn) return report;
	const { say, answers } = guide;
	const isWanted = await confirm(guide, {
		flag: '--enable-omnichannel',
		given: answers.enableOmnichannel,
		message: say('workspace.omnichannel'),
	});
	if (!isWanted)
		throw refuse({
			code: 'omnichannel-off',
			message: say('workspace.noOmnichannel'),
			help: say('workspace.noOmnichannelHelp'),
		});
	await guide.asAdmin((administration) => administration.writeSetting('Livechat_enabled', true));
	return { ...report, isOmnichannelOn: true };
}

/** A registered workspace gets credentials that are new; true when it is registered and has these. */
function renew(guide: Guide, { self }: WorkspaceReport): Promise<boolean> {
	const { url, token } = accessOf(guide);
	return withSetup(guide.io, async ({ database: { stores } }) => {
		const known = await stores.workspaces.findByUrl(url);
		if (known === undefined) return false;
		return !(await renewAdmin(stores, known, { ...self, authToken: token }));
	});
}
