import { normalizeWorkspaceUrl } from '../rocket-chat/workspace-url.js';
import { isDuplicate } from '../storage/db-errors.js';
import { hashToken, newToken } from '../storage/token-cipher.js';
import type { NewWorkspace } from '../storage/workspace-store.js';
import { ADMIN_ROLE, normalizeEmail } from './actors.js';
import type { OperationDeps } from './deps.js';
import { proveUser } from './prove-user.js';
import { refusal } from './refusals.js';

export type RegisterWorkspaceInput = {
	readonly rocketChatUrl: string;
	readonly rocketChatId: string;
	readonly rocketChatToken: string;
	/** Of the admin; when it is missing, the user's first address is taken. */
	readonly email?: string | undefined;
	/** True: the workspace may be registered already; it gets new tokens, and these credentials from now on. */
	readonly rotate?: boolean;
};

/** The workspace's two secrets, shown this once: only their hashes are stored. */
export type WorkspaceTokens = { readonly commandToken: string; readonly webhookToken: string };

/**
 * Registers a workspace on the word of the workspace itself, because nobody has a token yet. Rejects with RefusedError
 * `bad-url` (400), `workspace-not-allowed` (403), the refusals of proveUser, or `already-registered` (409).
 * @param deps.isAllowed Whether ALLOWED_WORKSPACES lets that (normalised) address register.
 */
export function createRegisterWorkspace(
	deps: Pick<OperationDeps, 'database' | 'clock' | 'readWorkspaceUser'> & {
		readonly isAllowed: (url: string) => boolean;
	},
): (input: RegisterWorkspaceInput) => Promise<WorkspaceTokens> {
	const { workspaces } = deps.database.stores;
	return async (input) => {
		const url = normalizeWorkspaceUrl(input.rocketChatUrl);
		if (!deps.isAllowed(url)) throw notAllowed();
		const email = normalizeEmail(input.email ?? '') || undefined;
		// Proven first: only its admin learns whether a workspace is registered.
		const admin = await proveUser(deps, { ...input, url, email, role: ADMIN_ROLE });
		const existing = await workspaces.findByUrl(url);
		if (existing !== undefined && input.rotate !== true) throw alreadyRegistered();
		const tokens = { commandToken: newToken(), webhookToken: newToken() };
		const known = {
			adminEmail: admin.email,
			userId: admin.userId,
			authToken: admin.authToken,
			commandTokenHash: hashToken(tokens.commandToken),
			webhookTokenHash: hashToken(tokens.webhookToken),
		};
		if (existing !== undefined) await workspaces.update(existing.id, known);
		else await insert({ ...known, url, createdAt: deps.clock.now() });
		return tokens;
	};

	async function insert(workspace: NewWorkspace): Promise<void> {
		try {
			await workspaces.insert(workspace);
		} catch (error) {
			throw isDuplicate(error) ? alreadyRegistered() : error;
		}
	}
}

/** Whether a (normalised) workspace may register: any may while the list is empty. */
export function createWorkspaceRule(allowed: readonly string[]): (url: string) => boolean {
	const urls = new Set(allowed.map((address) => normalizeWorkspaceUrl(address)));
	return (url) => urls.size === 0 || urls.has(url);
}

function notAllowed() {
	return refusal({
		code: 'workspace-not-allowed',
		status: 403,
		message: 'refusal.workspace-not-allowed',
		help: 'help.workspace-not-allowed',
	});
}

function alreadyRegistered() {
	return refusal({
		code: 'already-registered',
		status: 409,
		message: 'refusal.workspace-registered',
		help: 'help.workspace-registered',
	});
}
