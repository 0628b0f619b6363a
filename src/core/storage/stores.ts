import type { Knex } from 'knex';
import { createAgentStore } from './agent-store.js';
import type { AgentStore } from './agent-store.js';
import { createBacklog } from './backlog.js';
import type { Backlog } from './backlog.js';
import { createChatStore } from './chat-store.js';
import type { ChatStore } from './chat-store.js';
import { createConversationRows } from './conversation-rows.js';
import type { ConversationRows } from './conversation-rows.js';
import { createErasure } from './erasure.js';
import type { Erasure } from './erasure.js';
import { createInspection } from './inspection.js';
import type { Inspection } from './inspection.js';
import { createInstanceStates } from './instance-states.js';
import type { InstanceStates } from './instance-states.js';
import { createInstanceStore } from './instance-store.js';
import type { InstanceStore } from './instance-store.js';
import { createLaneStore } from './lane-store.js';
import type { LaneStore } from './lane-store.js';
import { createMessageStore } from './message-store.js';
import type { MessageStore } from './message-store.js';
import { createPreferenceStore } from './preference-store.js';
import type { PreferenceStore } from './preference-store.js';
import { createPruning } from './pruning.js';
import type { Pruning } from './pruning.js';
import type { TokenCipher } from './token-cipher.js';
import { createWorkspaceStore } from './workspace-store.js';
import type { WorkspaceStore } from './workspace-store.js';

export type Stores = {
	readonly workspaces: WorkspaceStore;
	readonly agents: AgentStore;
	readonly instances: InstanceStore;
	readonly instanceStates: InstanceStates;
	readonly chats: ChatStore;
	readonly lanes: LaneStore;
	readonly messages: MessageStore;
	readonly preferences: PreferenceStore;
	readonly inspection: Inspection;
	readonly backlog: Backlog;
	readonly pruning: Pruning;
	readonly erasure: Erasure;
	readonly conversations: ConversationRows;
};

/** All stores on one connection pool, or on one transaction. */
export function createStores(knex: Knex, cipher: TokenCipher): Stores {
	return {
		workspaces: createWorkspaceStore(knex, cipher),
		agents: createAgentStore(knex, cipher),
		instances: createInstanceStore(knex, cipher),
		instanceStates: createInstanceStates(knex),
		chats: createChatStore(knex),
		lanes: createLaneStore(knex),
		messages: createMessageStore(knex),
		preferences: createPreferenceStore(knex),
		inspection: createInspection(knex),
		backlog: createBacklog(knex),
		pruning: createPruning(knex),
		erasure: createErasure(knex),
		conversations: createConversationRows(knex),
	};
}
