import type { Knex } from 'knex';
import type { Agent } from '../domain/registry.js';
import type { TokenCipher } from './token-cipher.js';

type Row = {
	id: number;
	workspace_id: number;
	email: string;
	user_id: string;
	auth_token: string;
	created_at: number;
};

export type NewAgent = Omit<Agent, 'id'>;

export type AgentStore = {
	/** Rejects with a duplicate (see isDuplicate) when the e-mail address is registered in that workspace. */
	insert(agent: NewAgent): Promise<Agent>;
	updateCredentials(id: number, credentials: { userId: string; authToken: string }): Promise<void>;
	find(id: number): Promise<Agent | undefined>;
	findByEmail(workspaceId: number, email: string): Promise<Agent | undefined>;
	findByUserId(workspaceId: number, userId: string): Promise<Agent | undefined>;
	list(workspaceId: number): Promise<readonly Agent[]>;
};

export function createAgentStore(knex: Knex, cipher: TokenCipher): AgentStore {
	const table = () => knex<Row>('agents');
	const toAgent = (row: Row): Agent => ({
		id: row.id,
		workspaceId: row.workspace_id,
		email: row.email,
		userId: row.user_id,
		authToken: cipher.open(row.auth_token),
		createdAt: row.created_at,
	});
	const first = async (where: Partial<Row>): Promise<Agent | undefined> => {
		const row: Row | undefined = await table().where(where).first();
		return row && toAgent(row);
	};
	return {
		async insert(agent) {
			const [id] = (await table().insert({
				workspace_id: agent.workspaceId,
				email: agent.email,
				user_id: agent.userId,
				auth_token: cipher.seal(agent.authToken),
				created_at: agent.createdAt,
			})) as [number];
			return { ...agent, id };
		},
		async updateCredentials(id, { userId, authToken }) {
			await table()
				.where({ id })
				.update({ user_id: userId, auth_token: cipher.seal(authToken) });
		},
		find: (id) => first({ id }),
		findByEmail: (workspaceId, email) => first({ workspace_id: workspaceId, email }),
		findByUserId: (workspaceId, userId) => first({ workspace_id: workspaceId, user_id: userId }),
		async list(workspaceId) {
			const rows: Row[] = await table().where({ workspace_id: workspaceId }).orderBy('id');
			return rows.map(toAgent);
		},
	};
}
