import type { Knex } from 'knex';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';

type Row = { workspace_id: number; instance_id: string; name: string; value: string };

/** A value as it was typed. `instanceId` null: for all instances of the workspace. */
export type StoredPreference = {
	readonly instanceId: InstanceId | null;
	readonly name: string;
	readonly value: string;
};

export type PreferenceStore = {
	/** Puts a value in place of the one that is there. */
	set(workspaceId: number, preference: StoredPreference): Promise<void>;
	unset(workspaceId: number, preference: Omit<StoredPreference, 'value'>): Promise<void>;
	list(workspaceId: number): Promise<readonly StoredPreference[]>;
	/** The instance is gone, and what it was told with it. */
	removeInstance(workspaceId: number, instanceId: InstanceId): Promise<void>;
};

export function createPreferenceStore(knex: Knex): PreferenceStore {
	const table = () => knex<Row>('preferences');
	const keyOf = (workspaceId: number, { instanceId, name }: Omit<StoredPreference, 'value'>) => ({
		workspace_id: workspaceId,
		instance_id: instanceId ?? '',
		name,
	});
	return {
		async set(workspaceId, preference) {
			await table()
				.insert({ ...keyOf(workspaceId, preference), value: preference.value })
				.onConflict(['workspace_id', 'instance_id', 'name'])
				.merge(['value']);
		},
		async unset(workspaceId, preference) {
			await table().where(keyOf(workspaceId, preference)).delete();
		},
		async list(workspaceId) {
			const rows: Row[] = await table().where({ workspace_id: workspaceId }).orderBy('name');
			return rows.map(({ instance_id: id, name, value }) => ({
				instanceId: id === '' ? null : asInstanceId(id),
				name,
				value,
			}));
		},
		async removeInstance(workspaceId, instanceId) {
			await table().where({ workspace_id: workspaceId, instance_id: instanceId }).delete();
		},
	};
}
