import { HttpError, RocketChatError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import type { WorkspaceUser } from '../rocket-chat/gateway.js';
import type { OperationDeps, WorkspaceCredentials } from './deps.js';
import { refusal, sentence } from './refusals.js';

/** Who somebody says they are, and the credentials that shall prove it. */
export type UserClaim = {
	readonly url: string;
	readonly rocketChatId: string;
	readonly rocketChatToken: string;
	/** Lower case; undefined where no address was claimed: then any address of the user will do. */
	readonly email: string | undefined;
	/** The role the user must have. */
	readonly role: string;
};

/** A user whom their workspace vouched for. */
export type ProvenUser = {
	readonly userId: string;
	readonly authToken: string;
	readonly email: string;
	readonly roles: readonly string[];
};

/** What a header can carry and what fits into the database; Rocket.Chat's ids have 17 characters, its tokens 43. */
const USER_ID = /^[\w.-]{1,64}$/;
const AUTH_TOKEN = /^[\x21-\x7e]{1,255}$/;

/**
 * Asks the workspace itself whether the credentials are good, belong to that e-mail address and to somebody with that
 * role. Rejects with RefusedError `wrong-credentials` (401), `wrong-user` or `not-allowed` (403), `workspace-not-allowed`
 * (403, the address is not public) or `workspace-unreachable` (502). No message repeats the credentials.
 */
export async function proveUser(
	deps: Pick<OperationDeps, 'readWorkspaceUser'>,
	claim: UserClaim,
): Promise<ProvenUser> {
	const credentials = {
		url: claim.url,
		userId: claim.rocketChatId.trim(),
		authToken: claim.rocketChatToken.trim(),
	};
	if (!USER_ID.test(credentials.userId) || !AUTH_TOKEN.test(credentials.authToken)) {
		throw wrongCredentials();
	}
	const user = await readUser(deps, credentials);
	const email = claim.email ?? user.emails[0];
	if (email === undefined || !user.emails.includes(email)) throw wrongUser(user);
	if (!user.roles.includes(claim.role)) throw missingRole(user, claim.role);
	return { ...credentials, email, roles: user.roles };
}

async function readUser(
	deps: Pick<OperationDeps, 'readWorkspaceUser'>,
	credentials: WorkspaceCredentials,
): Promise<WorkspaceUser> {
	try {
		return await deps.readWorkspaceUser(credentials);
	} catch (error) {
		throw toRefusal(error);
	}
}

function toRefusal(error: unknown): unknown {
	if (!(error instanceof RocketChatError || error instanceof HttpError)) return error;
	if (error.code === 'ROCKET_CHAT_CREDENTIALS_REFUSED') return wrongCredentials(error);
	if (error.code === 'HTTP_ADDRESS_REFUSED') return notPublic(error);
	return unreachable(error);
}

/** Rocket.Chat does not know the pair of user id and token. */
export function wrongCredentials(cause?: unknown) {
	return refusal({
		code: 'wrong-credentials',
		status: 401,
		message: 'refusal.wrong-credentials',
		help: 'help.wrong-credentials',
		cause,
	});
}

function wrongUser(user: WorkspaceUser) {
	return refusal({
		code: 'wrong-user',
		status: 403,
		message: 'refusal.wrong-user',
		help: 'help.wrong-user',
		values: { user: nameOf(user) },
	});
}

function missingRole(user: WorkspaceUser, role: string) {
	return refusal({
		code: 'not-allowed',
		status: 403,
		message: 'refusal.missing-role',
		help: 'help.missing-role',
		values: { user: nameOf(user), role },
	});
}

/** Another server's text, kept short. */
function nameOf({ username }: WorkspaceUser): string {
	return username.slice(0, 64);
}

function notPublic(error: BridgeError) {
	return refusal({
		code: 'workspace-not-allowed',
		status: 403,
		message: 'refusal.workspace-private',
		help: 'help.workspace-private',
		values: { reason: sentence(error.message) },
		cause: error,
	});
}

function unreachable(error: BridgeError) {
	return refusal({
		code: 'workspace-unreachable',
		status: 502,
		message: 'refusal.workspace-unreachable',
		help: 'help.workspace-unreachable',
		values: { reason: sentence(error.message) },
		cause: error,
	});
}
