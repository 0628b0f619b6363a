import type { InstanceId, RoomId } from '../domain/ids.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config/fields.js';
import type { GreenApiClient, InstanceAccess } from '../green-api/types.js';
import type { WorkspaceUser } from '../rocket-chat/gateway.js';
import { sayEnglish } from '../texts/phrasebook.js';
import type { Phrasebook, Say } from '../texts/phrasebook.js';
import type { Actor } from './actors.js';
import type { WantedChat } from '../ledger/open-chat.js';
import type { Database } from '../storage/database.js';
import type { Answerer } from './who-answers.js';
import type { TokenCipher } from '../storage/token-cipher.js';

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
	/** As a clock's: resolves after `ms`, or at once when the signal aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** Rejects with RocketChatError `ROCKET_CHAT_CREDENTIALS_REFUSED`, any other RocketChatError, or HttpError. */
	readWorkspaceUser(credentials: WorkspaceCredentials): Promise<WorkspaceUser>;
	/** Seals what must come back unchanged, e.g. the tickets of pictures. All daemons on one database open it. */
	readonly tickets: TokenCipher;
	/** Keeps what GREEN-API says of an instance's state. */
	reportState(id: InstanceId, state: string): Promise<void>;
	/** The customer's open room; makes chat, visitor and room where there are none. Rejects as the gateway does. */
	openRoom(wanted: WantedChat): Promise<{ readonly roomId: RoomId; readonly servedBy: string }>;
	/** Whether the app of that workspace did not answer when this process asked it last. */
	readonly isAppGone: (workspaceId: number) => boolean;
	/** Who answers at a public address of the daemon (without a path); never rejects. */
	whoAnswers(address: string): Promise<Answerer>;
	/** This version of greenapi-rc. */
	readonly version: string;
	/** Without one everything is said in the table's own English. */
	readonly phrasebook?: Phrasebook | undefined;
};

/** How the actor is spoken to. */
export function wordsFor({ phrasebook }: Pick<OperationDeps, 'phrasebook'>, actor: Actor): Say {
	return phrasebook?.say(actor.language ?? 'en') ?? sayEnglish;
}
