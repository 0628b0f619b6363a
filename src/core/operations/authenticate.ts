import { timingSafeEqual } from 'node:crypto';
import { normalizeWorkspaceUrl } from '../rocket-chat/workspace-url.js';
import { hashToken } from '../storage/token-cipher.js';
import type { WorkspaceStore } from '../storage/workspace-store.js';
import type { Language } from '../texts/languages.js';
import { normalizeEmail } from './actors.js';
import type { Member, Operator } from './actors.js';
import { refusal } from './refusals.js';

/** What a command says of its sender; only the command token proves it. */
export type Claim = {
	readonly rocketChatUrl: string;
	readonly commandToken: string;
	readonly email: string;
	readonly roles: readonly string[];
	/** Of the answers. */
	readonly language?: Language;
};

/** The hash of no token: what is compared when there is no such workspace, so that both refusals take the same work. */
const NO_HASH = '0'.repeat(64);

/**
 * Turns a claim into an actor. Rejects with RefusedError `bad-url` (400), `workspace-not-registered` (404) or
 * `wrong-token` (401).
 */
export function createAuthenticator(deps: {
	readonly workspaces: Pick<WorkspaceStore, 'findByUrl'>;
}): (claim: Claim) => Promise<Member> {
	return async ({ rocketChatUrl, commandToken, email, roles, language = 'en' }) => {
		const url = normalizeWorkspaceUrl(rocketChatUrl);
		const workspace = await deps.workspaces.findByUrl(url);
		const isRight = equalHashes(hashToken(commandToken), workspace?.commandTokenHash ?? NO_HASH);
		if (workspace === undefined) throw notRegistered();
		if (!isRight) throw wrongToken();
		return { kind: 'member', workspace, email: normalizeEmail(email), roles, language };
	};
}

/**
 * Makes the actor of somebody at the terminal, who may name a workspace; without a name the only one that is registered
 * is meant, or all of them. Rejects with RefusedError `bad-url` (400) or `workspace-not-registered` (404).
 */
export function createOperatorAccess(deps: {
	readonly workspaces: Pick<WorkspaceStore, 'findByUrl' | 'list'>;
}): (rocketChatUrl?: string) => Promise<Operator> {
	return async (rocketChatUrl) => {
		if (rocketChatUrl === undefined) {
			const [only, ...others] = await deps.workspaces.list();
			return { kind: 'operator', workspace: others.length === 0 ? only : undefined };
		}
		const workspace = await deps.workspaces.findByUrl(normalizeWorkspaceUrl(rocketChatUrl));
		if (workspace === undefined) throw notRegistered();
		return { kind: 'operator', workspace };
	};
}

/** Compares two sha256 hashes (hex) in constant time. */
export function equalHashes(one: string, other: string): boolean {
	const [left, right] = [Buffer.from(one), Buffer.from(other)];
	return left.length === right.length && timingSafeEqual(left, right);
}

function notRegistered() {
	return refusal({
		code: 'workspace-not-registered',
		status: 404,
		message: 'refusal.workspace-not-registered',
		help: 'help.workspace-not-registered',
	});
}

function wrongToken() {
	return refusal({
		code: 'wrong-token',
		status: 401,
		message: 'refusal.wrong-token',
		help: 'help.wrong-token',
	});
}
