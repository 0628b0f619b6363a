import type { Knex } from 'knex';
import { pauseOf } from './instance-pauses.js';
import type { Pause, PauseColumns } from './instance-pauses.js';

/** A workspace, and by which way messages get into it. Times are epoch milliseconds. */
export type WorkspaceView = {
	readonly id: number;
	readonly url: string;
	/** The app that announced itself; null: it goes by REST. */
	readonly app: { readonly version: string; readonly seenAt: number } | null;
};

export type InstanceView = {
	readonly id: string;
	readonly workspaceId: number;
	/** As GREEN-API reported it last. */
	readonly state: string;
	/** Its number, digits alone; '' while no phone is linked. */
	readonly number: string;
	/** Since when nothing crosses by it, and why, '' where nobody said; null: it is not paused. */
	readonly pause: Pause | null;
};

/** What is connected, oldest first; read without the key: no token is among it. */
export type ConnectionsView = {
	workspaces(): Promise<readonly WorkspaceView[]>;
	instances(workspaceId?: number): Promise<readonly InstanceView[]>;
};

type WorkspaceRow = {
	readonly id: number;
	readonly url: string;
	readonly app_id: string | null;
	readonly app_version: string | null;
	readonly app_seen_at: number | null;
};

type InstanceRow = {
	readonly id: string;
	readonly workspace_id: number;
	readonly state: string;
	readonly wid: string;
} & PauseColumns;

export function createConnectionsView(knex: Knex): ConnectionsView {
	return {
		async workspaces() {
			const columns = ['id', 'url', 'app_id', 'app_version', 'app_seen_at'];
			const rows = await knex<WorkspaceRow>('workspaces')
				.orderBy('id')
				.select<WorkspaceRow[]>(columns);
			return rows.map(({ id, url, app_id, app_version, app_seen_at }) => ({
				...{ id, url },
				app: app_id === null ? null : { version: app_version ?? '', seenAt: Number(app_seen_at) },
			}));
		},
		async instances(workspaceId) {
			const query = knex('instances').orderBy('created_at').orderBy('id');
			if (workspaceId !== undefined) void query.where({ workspace_id: workspaceId });
			const columns = ['id', 'workspace_id', 'state', 'wid', 'paused_at', 'pause_reason'];
			const rows = await query.select<InstanceRow[]>(columns);
			return rows.map(({ id, workspace_id, state, wid, ...pause }) => ({
				...{ id, workspaceId: workspace_id, state },
				number: wid.replace('@c.us', ''),
				pause: pauseOf(pause),
			}));
		},
	};
}
