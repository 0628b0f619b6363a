import type { Knex } from 'knex';
import { createAgentStore } from './agent-store.js';
import type { AgentStore } from './agent-store.js';
import { createBacklog } from './backlog.js';
import type { Backlog } from './backlog.js';
import { createChangeQueries } from './changes.js';
import type { ChangeQueries } from './changes.js';
import { createChatStore } from './chat-store.js';
import type { ChatStore } from './chat-store.js';
import { createConversationRows } from './conversation-rows.js';
import type { ConversationRows } from './conversation-rows.js';
import { createErasure } from './erasure.js';
import type { Erasure } from './erasure.js';
import { createExamination } from './examination.js';
import type { Examination } from './examination.js';
import { createFileChunks } from './file-chunks.js';
import type { FileChunks } from './file-chunks.js';
import { createConnectionsView } from './connections-view.js';
import type { ConnectionsView } from './connections-view.js';
import { createInspection } from './inspection.js';
import type { Inspection } from './inspection.js';
import { createInstancePauses } from './instance-pauses.js';
import type { InstancePauses } from './instance-pauses.js';
import { createInstanceStates } from './instance-states.js';
import type { InstanceStates } from './instance-states.js';
import { createInstanceStore } from './instance-store.js';
import type { InstanceStore } from './instance-store.js';
import { createLaneStore } from './lane-store.js';
import type { LaneStore } from './lane-store.js';
import { createMessageList } from './message-list.js';
import type { MessageList } from './message-list.js';
import { createMessageStore } from './message-store.js';
import type { MessageStore } from './message-store.js';
import { createPreferenceStore } from './preference-store.js';
import type { PreferenceStore } from './preference-store.js';
import { createPruning } from './pruning.js';
import type { Pruning } from './pruning.js';
import type { TokenCipher } from './token-cipher.js';
import { createTrafficQueries } from './traffic.js';
import type { TrafficQueries } from './traffic.js';
import { createWorkspaceStore } from './workspace-store.js';
import type { WorkspaceStore } from './workspace-store.js';

export type Stores = {
	readonly workspaces: WorkspaceStore;
	readonly agents: AgentStore;
	readonly instances: InstanceStore;
	readonly instanceStates: InstanceStates;
	readonly instancePauses: InstancePauses;
	readonly chats: ChatStore;
	readonly lanes: LaneStore;
	readonly messages: MessageStore;
	readonly preferences: PreferenceStore;
	readonly inspection: Inspection;
	readonly messageList: MessageList;
	readonly backlog: Backlog;
	readonly pruning: Pruning;
	readonly erasure: Erasure;
	readonly examination: Examination;
	readonly connections: ConnectionsView;
	readonly traffic: TrafficQueries;
	readonly changes: ChangeQueries;
	readonly conversations: ConversationRows;
	readonly fileChunks: FileChunks;
};

/** All stores on one connection pool, or on one transaction. */
export function createStores(knex: Knex, cipher: TokenCipher): Stores {
	return {
		workspaces: createWorkspaceStore(knex, cipher),
		agents: createAgentStore(knex, cipher),
		instances: createInstanceStore(knex, cipher),
		instanceStates: createInstanceStates(knex),
		instancePauses: createInstancePauses(knex),
		chats: createChatStore(knex),
		lanes: createLaneStore(knex),
		messages: createMessageStore(knex),
		preferences: createPreferenceStore(knex),
		inspection: createInspection(knex),
		messageList: createMessageList(knex),
		backlog: createBacklog(knex),
		pruning: createPruning(knex),
		erasure: createErasure(knex),
		examination: createExamination(knex),
		connections: createConnectionsView(knex),
		traffic: createTrafficQueries(knex),
		changes: createChangeQueries(knex),
		conversations: createConversationRows(knex),
		fileChunks: createFileChunks(knex),
	};
}
