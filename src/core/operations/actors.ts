import type { Workspace } from '../domain/registry.js';
import type { Language } from '../texts/languages.js';
import { refusal } from './refusals.js';

/** Rocket.Chat's ids of the two roles that count here. */
export const ADMIN_ROLE = 'admin';
export const AGENT_ROLE = 'livechat-agent';

/** Answers are in this language; English when it is missing. */
type Reader = { readonly language?: Language };

/** Whoever has the terminal: may do everything. `workspace` is the one they named; undefined = all of them. */
export type Operator = {
	readonly kind: 'operator';
	readonly workspace: Workspace | undefined;
} & Reader;

/** A user of a workspace. The workspace vouches for `email` (lower case) and `roles`: see authenticate.ts. */
export type Member = {
	readonly kind: 'member';
	readonly workspace: Workspace;
	readonly email: string;
	readonly roles: readonly string[];
} & Reader;

/** In whose name an operation runs. One member may have several roles. */
export type Actor = Operator | Member;

/** The form in which e-mail addresses are compared and stored. */
export function normalizeEmail(text: string): string {
	return text.trim().toLowerCase();
}

/** True for an operator and for an admin of the workspace. */
export function isAdmin(actor: Actor): boolean {
	return actor.kind === 'operator' || actor.roles.includes(ADMIN_ROLE);
}

/** Throws RefusedError `not-allowed` (403) unless the actor is an operator or an admin. */
export function requireAdmin(actor: Actor, command: string): void {
	if (isAdmin(actor)) return;
	throw refusal({
		code: 'not-allowed',
		status: 403,
		message: 'refusal.admins-only',
		help: 'help.admins-only',
		values: { command, role: ADMIN_ROLE },
	});
}

/** Throws RefusedError `not-allowed` (403) unless the actor is an operator or serves Omnichannel chats. */
export function requireAgent(actor: Actor, command: string): void {
	if (actor.kind === 'operator' || actor.roles.includes(AGENT_ROLE)) return;
	throw refusal({
		code: 'not-allowed',
		status: 403,
		message: 'refusal.agents-only',
		help: 'help.agents-only',
		values: { command, role: AGENT_ROLE },
	});
}

/** The workspace the actor acts in; throws RefusedError `workspace-needed` (400) for an operator who named none. */
export function requireWorkspace(actor: Actor): Workspace {
	if (actor.workspace !== undefined) return actor.workspace;
	throw refusal({
		code: 'workspace-needed',
		status: 400,
		message: 'refusal.workspace-needed',
		help: 'help.workspace-needed',
	});
}

/** As requireEmail, but undefined for an operator who named none. */
export function namedEmail(actor: Actor, named: string | undefined): string | undefined {
	const isOpen = actor.kind === 'operator' && normalizeEmail(named ?? '') === '';
	return isOpen ? undefined : requireEmail(actor, named);
}

/**
 * The e-mail address the operation is about: a member's own, whatever was named; for an operator the one that was
 * named. Throws RefusedError `email-needed` (400) when an operator named none.
 */
export function requireEmail(actor: Actor, named: string | undefined): string {
	const email = actor.kind === 'member' ? actor.email : normalizeEmail(named ?? '');
	if (email !== '') return email;
	throw refusal({
		code: 'email-needed',
		status: 400,
		message: 'refusal.email-needed',
		help: 'help.email-needed',
	});
}
