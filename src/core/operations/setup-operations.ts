import type { Actor, Operator } from './actors.js';
import { createApplySettings, createPlanSettings } from './apply-settings.js';
import type { ApplySettingsInput, SettingsPlan } from './apply-settings.js';
import { createOperatorAccess } from './authenticate.js';
import { createCreateInstance } from './create-instance.js';
import type { CreatedInstance } from './create-instance.js';
import type { OperationDeps } from './deps.js';
import { createFollowLink } from './follow-link.js';
import type { LinkStep } from './follow-link.js';
import type { CreateInstanceInput } from './instance-order.js';
import type { LinkInstanceInput } from './link-instance.js';
import { createListInstances } from './list-instances.js';
import type { InstanceRow } from './list-instances.js';
import { createListUsers } from './list-users.js';
import type { UserRow } from './list-users.js';
import { createRegisterAgent } from './register-agent.js';
import type { AgentCredentials, AgentNotice } from './register-agent.js';
import { createRegisterWorkspace, createWorkspaceRule } from './register-workspace.js';
import type { RegisterWorkspaceInput, WorkspaceTokens } from './register-workspace.js';
import { createRemoveInstance } from './remove-instance.js';
import type { RemovedInstance } from './remove-instance.js';
import { createLogoutInstance, createRebootInstance } from './restart-instance.js';
import type {
	InstanceOutcome,
	InstanceTarget,
	LoggedOut,
	RebootInput,
} from './restart-instance.js';
import { createShowInstance } from './show-instance.js';
import type { InstanceReport } from './show-instance.js';
import { createSyncAppUrl } from './sync-app-url.js';
import type { SyncAppUrlInput, SyncReport } from './sync-app-url.js';
import { typed, typedSteps } from './typed.js';
import { createUpdateToken } from './update-token.js';

/** The use cases that register and list. They need the database, its key and both clouds, but nothing that delivers. */
export type SetupOperations = {
	/** The actor of somebody at the terminal. */
	asOperator(rocketChatUrl?: string): Promise<Operator>;
	registerWorkspace(input: RegisterWorkspaceInput): Promise<WorkspaceTokens>;
	registerAgent(actor: Actor, input: AgentCredentials): Promise<AgentNotice>;
	updateToken(actor: Actor, input: AgentCredentials): Promise<AgentNotice>;
	createInstance(actor: Actor, input: CreateInstanceInput): Promise<CreatedInstance>;
	removeInstance(
		actor: Actor,
		input: { readonly idInstance: string | number },
	): Promise<RemovedInstance>;
	/** The steps until a phone is linked, or `signal` aborts. */
	followLink(actor: Actor, input: LinkInstanceInput, signal: AbortSignal): AsyncGenerator<LinkStep>;
	logoutInstance(actor: Actor, input: InstanceTarget): Promise<LoggedOut>;
	rebootInstance(actor: Actor, input: RebootInput): Promise<InstanceOutcome>;
	showInstance(actor: Actor, input: InstanceTarget): Promise<InstanceReport>;
	planSettings(actor: Actor, input: ApplySettingsInput): Promise<readonly SettingsPlan[]>;
	applySettings(actor: Actor, input: ApplySettingsInput): Promise<readonly SettingsPlan[]>;
	listInstances(actor: Actor): Promise<readonly InstanceRow[]>;
	listUsers(actor: Actor): Promise<readonly UserRow[]>;
	syncAppUrl(actor: Actor, input: SyncAppUrlInput): Promise<SyncReport>;
};

export type SetupOperationDeps = Pick<
	OperationDeps,
	| 'database'
	| 'clock'
	| 'config'
	| 'phrasebook'
	| 'createClient'
	| 'readWorkspaceUser'
	| 'sleep'
	| 'whoAnswers'
>;

/** Makes the use cases; calls nothing by itself. */
export function createSetupOperations(deps: SetupOperationDeps): SetupOperations {
	const { workspaces } = deps.database.stores;
	const isAllowed = createWorkspaceRule(deps.config.allowedWorkspaces);
	return {
		asOperator: typed(createOperatorAccess({ workspaces })),
		registerWorkspace: typed(createRegisterWorkspace({ ...deps, isAllowed })),
		registerAgent: typed(createRegisterAgent(deps)),
		updateToken: typed(createUpdateToken(deps)),
		createInstance: typed(createCreateInstance(deps)),
		removeInstance: typed(createRemoveInstance(deps)),
		followLink: typedSteps(createFollowLink(deps)),
		logoutInstance: typed(createLogoutInstance(deps)),
		rebootInstance: typed(createRebootInstance(deps)),
		showInstance: typed(createShowInstance(deps)),
		planSettings: typed(createPlanSettings(deps)),
		applySettings: typed(createApplySettings(deps)),
		listInstances: typed(createListInstances(deps)),
		listUsers: typed(createListUsers(deps)),
		syncAppUrl: typed(createSyncAppUrl(deps)),
	};
}
