import { BridgeError, toBridgeError } from '../domain/errors.js';
import { toStorageError } from '../storage/db-errors.js';
import type { Actor, Member, Operator } from './actors.js';
import { createAuthenticator, createOperatorAccess } from './authenticate.js';
import type { Claim } from './authenticate.js';
import { createCreateInstance } from './create-instance.js';
import type { CreatedInstance } from './create-instance.js';
import type { OperationDeps } from './deps.js';
import type { CreateInstanceInput } from './instance-order.js';
import { createLinkInstance, createQrPicture } from './link-instance.js';
import type { LinkedInstance, LinkInstanceInput } from './link-instance.js';
import { createListInstances } from './list-instances.js';
import type { InstanceRow } from './list-instances.js';
import { createListUsers } from './list-users.js';
import type { UserRow } from './list-users.js';
import { createOpenChat } from './open-chat.js';
import type { ChatOpened, OpenChatInput } from './open-chat.js';
import { createListPreferences, createSetPreference } from './preferences.js';
import type { PreferenceRow, PreferenceTarget, SetPreferenceInput } from './preferences.js';
import { createRegisterAgent } from './register-agent.js';
import type { AgentCredentials, Notice } from './register-agent.js';
import { createRegisterWorkspace, createWorkspaceRule } from './register-workspace.js';
import type { RegisterWorkspaceInput, WorkspaceTokens } from './register-workspace.js';
import { createRemoveInstance } from './remove-instance.js';
import type { RemovedInstance } from './remove-instance.js';
import { createStatus } from './status.js';
import { createSyncAppUrl } from './sync-app-url.js';
import type { SyncReport } from './sync-app-url.js';
import { createUpdateToken } from './update-token.js';

export type { OperationDeps } from './deps.js';

/**
 * The use cases. HTTP commands, slash commands and the command line run these same functions; they differ in the actor
 * only. Everything they reject with is a BridgeError: a RefusedError is meant for the person, anything else is a failure.
 */
export type Operations = {
	/** Proves a claim by its command token. */
	authenticate(claim: Claim): Promise<Member>;
	/** The actor of somebody at the terminal. */
	asOperator(rocketChatUrl?: string): Promise<Operator>;
	registerWorkspace(input: RegisterWorkspaceInput): Promise<WorkspaceTokens>;
	registerAgent(actor: Actor, input: AgentCredentials): Promise<Notice>;
	updateToken(actor: Actor, input: AgentCredentials): Promise<Notice>;
	createInstance(actor: Actor, input: CreateInstanceInput): Promise<CreatedInstance>;
	removeInstance(
		actor: Actor,
		input: { readonly idInstance: string | number },
	): Promise<RemovedInstance>;
	listInstances(actor: Actor): Promise<readonly InstanceRow[]>;
	listUsers(actor: Actor): Promise<readonly UserRow[]>;
	setPreference(actor: Actor, input: SetPreferenceInput): Promise<Notice>;
	listPreferences(actor: Actor, input: PreferenceTarget): Promise<readonly PreferenceRow[]>;
	syncAppUrl(actor: Actor, input: { readonly appUrl: string }): Promise<SyncReport>;
	linkInstance(actor: Actor, input: LinkInstanceInput): Promise<LinkedInstance>;
	/** The picture behind a ticket of linkInstance, PNG. */
	qrPicture(ticket: string): Promise<Buffer>;
	openChat(actor: Actor, input: OpenChatInput): Promise<ChatOpened>;
	status(actor: Actor): Promise<Notice>;
};

/** Makes the use cases; calls nothing by itself. */
export function createOperations(deps: OperationDeps): Operations {
	const { workspaces } = deps.database.stores;
	const isAllowed = createWorkspaceRule(deps.config.allowedWorkspaces);
	return {
		authenticate: typed(createAuthenticator({ workspaces })),
		asOperator: typed(createOperatorAccess({ workspaces })),
		registerWorkspace: typed(createRegisterWorkspace({ ...deps, isAllowed })),
		registerAgent: typed(createRegisterAgent(deps)),
		updateToken: typed(createUpdateToken(deps)),
		createInstance: typed(createCreateInstance(deps)),
		removeInstance: typed(createRemoveInstance(deps)),
		listInstances: typed(createListInstances(deps)),
		listUsers: typed(createListUsers(deps)),
		setPreference: typed(createSetPreference(deps)),
		listPreferences: typed(createListPreferences(deps)),
		syncAppUrl: typed(createSyncAppUrl(deps)),
		linkInstance: typed(createLinkInstance(deps)),
		qrPicture: typed(createQrPicture(deps)),
		openChat: typed(createOpenChat(deps)),
		status: typed(createStatus(deps)),
	};
}

/** The stores reject with the driver's own errors, which hold the statement and its values: those must not get out. */
function typed<Input extends unknown[], Result>(
	run: (...input: Input) => Promise<Result>,
): (...input: Input) => Promise<Result> {
	return async (...input) => {
		try {
			return await run(...input);
		} catch (error) {
			if (error instanceof BridgeError) throw error;
			const isFromDriver = error instanceof Error && 'code' in error;
			throw isFromDriver ? toStorageError(error, 'Running a command') : toBridgeError(error);
		}
	};
}
