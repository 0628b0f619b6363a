import type { Actor, Member } from './actors.js';
import { createAuthenticator } from './authenticate.js';
import type { Claim } from './authenticate.js';
import type { OperationDeps } from './deps.js';
import { createLinkInstance, createQrPicture } from './link-instance.js';
import type { LinkedInstance, LinkInstanceInput } from './link-instance.js';
import { createOpenChat } from './open-chat.js';
import type { ChatOpened, OpenChatInput } from './open-chat.js';
import { createListPreferences, createSetPreference } from './preferences.js';
import type { PreferenceRow, PreferenceTarget, SetPreferenceInput } from './preferences.js';
import type { Notice } from './register-agent.js';
import { createSetupOperations } from './setup-operations.js';
import type { SetupOperations } from './setup-operations.js';
import { createStatus } from './status.js';
import { typed } from './typed.js';

export type { OperationDeps } from './deps.js';

/**
 * The use cases. HTTP commands, slash commands and the command line run these same functions; they differ in the actor
 * only. Everything they reject with is a BridgeError: a RefusedError is meant for the person, anything else is a failure.
 */
export type Operations = SetupOperations & {
	/** Proves a claim by its command token. */
	authenticate(claim: Claim): Promise<Member>;
	setPreference(actor: Actor, input: SetPreferenceInput): Promise<Notice>;
	listPreferences(actor: Actor, input: PreferenceTarget): Promise<readonly PreferenceRow[]>;
	linkInstance(actor: Actor, input: LinkInstanceInput): Promise<LinkedInstance>;
	/** The picture behind a ticket of linkInstance, PNG. */
	qrPicture(ticket: string): Promise<Buffer>;
	openChat(actor: Actor, input: OpenChatInput): Promise<ChatOpened>;
	status(actor: Actor): Promise<Notice>;
};

/** Makes the use cases; calls nothing by itself. */
export function createOperations(deps: OperationDeps): Operations {
	const { workspaces } = deps.database.stores;
	return {
		...createSetupOperations(deps),
		authenticate: typed(createAuthenticator({ workspaces })),
		setPreference: typed(createSetPreference(deps)),
		listPreferences: typed(createListPreferences(deps)),
		linkInstance: typed(createLinkInstance(deps)),
		qrPicture: typed(createQrPicture(deps)),
		openChat: typed(createOpenChat(deps)),
		status: typed(createStatus(deps)),
	};
}
