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

function wrongCredentials(cause?: unknown) {
	return refusal({
		code: 'wrong-credentials',
		status: 401,
		message: 'Rocket.Chat does not accept this user id and token.',
		help: 'Make a new personal access token (Profile, Personal Access Tokens, “Ignore Two Factor Authentication”) and use the id and the token shown with it.',
		cause,
	});
}

function wrongUser(user: WorkspaceUser) {
	return refusal({
		code: 'wrong-user',
		status: 403,
		message: `The token belongs to ${nameOf(user)}, and your e-mail address is not an address of that user.`,
		help: 'Use a token of your own; if it is, look at the e-mail address in your Rocket.Chat profile (an administrator can change it under Users).',
	});
}

function missingRole(user: WorkspaceUser, role: string) {
	return refusal({
		code: 'not-allowed',
		status: 403,
		message: `The token belongs to ${nameOf(user)}, who does not have the role ${role}.`,
		help: 'Use a token of somebody who has it, or let an administrator give it to this user.',
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
		message: `The workspace can not be called: ${sentence(error.message)}`,
		help: 'Register it under its public address, or ask the operator of greenapi-rc to add it to ALLOWED_WORKSPACES.',
		cause: error,
	});
}

function unreachable(error: BridgeError) {
	return refusal({
		code: 'workspace-unreachable',
		status: 502,
		message: `The workspace did not answer as expected: ${sentence(error.message)}`,
		help: 'Check that Rocket.Chat runs, that Site_Url is its right address, and that the machine of greenapi-rc can reach it; then try again.',
		cause: error,
	});
}
