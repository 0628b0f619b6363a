import type { Clock } from '../clock.js';
import type { Config } from '../config/fields.js';
import type { GreenApiClient, InstanceAccess } from '../green-api/types.js';
import type { WorkspaceUser } from '../rocket-chat/gateway.js';
import type { Database } from '../storage/database.js';

/** A user's id and personal access token, and the workspace (normalised address) they are claimed to belong to. */
export type WorkspaceCredentials = {
	readonly url: string;
	readonly userId: string;
	readonly authToken: string;
};

/** What the use cases need of the outside. */
export type OperationDeps = {
	readonly database: Database;
	readonly clock: Pick<Clock, 'now'>;
	readonly config: Pick<
		Config,
		'appUrl' | 'greenApiUrl' | 'greenApiMediaUrl' | 'allowedWorkspaces'
	>;
	createClient(access: InstanceAccess): GreenApiClient;
	/** Rejects with RocketChatError `ROCKET_CHAT_CREDENTIALS_REFUSED`, any other RocketChatError, or HttpError. */
	readWorkspaceUser(credentials: WorkspaceCredentials): Promise<WorkspaceUser>;
};
