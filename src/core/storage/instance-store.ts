import type { Knex } from 'knex';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import type { Instance } from '../domain/registry.js';
import { hashToken } from './token-cipher.js';
import type { TokenCipher } from './token-cipher.js';

type Row = {
	id: string;
	workspace_id: number;
	agent_id: number | null;
	api_token: string;
	webhook_token: string;
	webhook_token_hash: string;
	api_url: string;
	media_url: string;
	state: string;
	wid: string;
	state_at: number;
	told_state: string;
	created_at: number;
};

export type InstanceStore = {
	/** Rejects with a duplicate (see isDuplicate) when the instance is registered, in any workspace. */
	insert(instance: Instance): Promise<void>;
	remove(id: InstanceId): Promise<void>;
	find(id: InstanceId): Promise<Instance | undefined>;
	findByWebhookTokenHash(hash: string): Promise<Instance | undefined>;
	listOfWorkspace(workspaceId: number): Promise<readonly Instance[]>;
	list(): Promise<readonly Instance[]>;
};

export function createInstanceStore(knex: Knex, cipher: TokenCipher): InstanceStore {
	const table = () => knex<Row>('instances');
	const toInstance = (row: Row): Instance => ({
		id: asInstanceId(row.id),
		workspaceId: row.workspace_id,
		agentId: row.agent_id,
		apiToken: cipher.open(row.api_token),
		webhookToken: cipher.open(row.webhook_token),
		apiUrl: row.api_url,
		mediaUrl: row.media_url,
		state: row.state,
		wid: row.wid,
		createdAt: row.created_at,
	});
	const first = async (where: Partial<Row>): Promise<Instance | undefined> => {
		const row: Row | undefined = await table().where(where).first();
		return row && toInstance(row);
	};
	const all = async (where: Partial<Row>): Promise<Instance[]> => {
		const rows: Row[] = await table().where(where).orderBy('created_at').orderBy('id');
		return rows.map(toInstance);
	};
	return {
		async insert(instance) {
			await table().insert({
				id: instance.id,
				workspace_id: instance.workspaceId,
				agent_id: instance.agentId,
				api_token: cipher.seal(instance.apiToken),
				webhook_token: cipher.seal(instance.webhookToken),
				webhook_token_hash: hashToken(instance.webhookToken),
				api_url: instance.apiUrl,
				media_url: instance.mediaUrl,
				state: instance.state,
				// Whoever registers it is told its state by the answer.
				told_state: instance.state,
				state_at: instance.createdAt,
				wid: instance.wid,
				created_at: instance.createdAt,
			});
		},
		async remove(id) {
			await table().where({ id }).delete();
		},
		find: (id) => first({ id }),
		findByWebhookTokenHash: (hash) => first({ webhook_token_hash: hash }),
		listOfWorkspace: (workspaceId) => all({ workspace_id: workspaceId }),
		list: () => all({}),
	};
}
