import type { Knex } from 'knex';
import type { Workspace, WorkspaceApp } from '../domain/registry.js';
import type { TokenCipher } from './token-cipher.js';

type Row = {
	id: number;
	url: string;
	admin_email: string;
	user_id: string;
	auth_token: string;
	command_token_hash: string;
	webhook_token_hash: string;
	app_url: string | null;
	app_stopped_at: number | null;
	created_at: number;
} & AppColumns;

type AppColumns = {
	app_id: string | null;
	app_endpoint: string | null;
	app_key: string | null;
	app_version: string | null;
	app_capabilities: string | null;
	app_seen_at: number | null;
};

export type NewWorkspace = Omit<Workspace, 'id' | 'appUrl' | 'app' | 'appStoppedAt'> & TokenHashes;
/** sha256 of the two tokens the workspace authenticates with; the tokens themselves are not kept. */
export type TokenHashes = { readonly commandTokenHash: string; readonly webhookTokenHash: string };
export type WorkspaceChange = Partial<
	Pick<Workspace, 'adminEmail' | 'userId' | 'authToken' | 'appUrl' | 'app' | 'appStoppedAt'> &
		TokenHashes
>;

export type WorkspaceStore = {
	insert(workspace: NewWorkspace): Promise<Workspace>;
	update(id: number, change: WorkspaceChange): Promise<void>;
	find(id: number): Promise<Workspace | undefined>;
	findByUrl(url: string): Promise<(Workspace & TokenHashes) | undefined>;
	findByWebhookTokenHash(hash: string): Promise<Workspace | undefined>;
	list(): Promise<readonly Workspace[]>;
};

export function createWorkspaceStore(knex: Knex, cipher: TokenCipher): WorkspaceStore {
	const table = () => knex<Row>('workspaces');
	const toWorkspace = (row: Row): Workspace => ({
		id: row.id,
		url: row.url,
		adminEmail: row.admin_email,
		userId: row.user_id,
		authToken: cipher.open(row.auth_token),
		appUrl: row.app_url,
		app: toApp(row, cipher),
		appStoppedAt: row.app_stopped_at,
		createdAt: row.created_at,
	});
	const first = async (where: Partial<Row>): Promise<Row | undefined> =>
		table().where(where).first();
	return {
		async insert(workspace) {
			const row = { ...toColumns(workspace, cipher), app_url: null };
			const [id] = (await table().insert(row)) as [number];
			return { ...workspace, id, appUrl: null, app: null, appStoppedAt: null };
		},
		async update(id, change) {
			await table().where({ id }).update(toColumns(change, cipher));
		},
		async find(id) {
			const row = await first({ id });
			return row && toWorkspace(row);
		},
		async findByUrl(url) {
			const row = await first({ url });
			if (row === undefined) return undefined;
			const hashes = {
				commandTokenHash: row.command_token_hash,
				webhookTokenHash: row.webhook_token_hash,
			};
			return { ...toWorkspace(row), ...hashes };
		},
		async findByWebhookTokenHash(hash) {
			const row = await first({ webhook_token_hash: hash });
			return row && toWorkspace(row);
		},
		async list() {
			const rows: Row[] = await table().orderBy('id');
			return rows.map(toWorkspace);
		},
	};
}

function toColumns(
	change: WorkspaceChange & Partial<NewWorkspace>,
	cipher: TokenCipher,
): Partial<Row> {
	return {
		...(change.url === undefined ? {} : { url: change.url }),
		...(change.adminEmail === undefined ? {} : { admin_email: change.adminEmail }),
		...(change.userId === undefined ? {} : { user_id: change.userId }),
		...(change.authToken === undefined ? {} : { auth_token: cipher.seal(change.authToken) }),
		...(change.commandTokenHash === undefined
			? {}
			: { command_token_hash: change.commandTokenHash }),
		...(change.webhookTokenHash === undefined
			? {}
			: { webhook_token_hash: change.webhookTokenHash }),
		...(change.appUrl === undefined ? {} : { app_url: change.appUrl }),
		...(change.app === undefined ? {} : appColumns(change.app, cipher)),
		...(change.appStoppedAt === undefined ? {} : { app_stopped_at: change.appStoppedAt }),
		...(change.createdAt === undefined ? {} : { created_at: change.createdAt }),
	};
}

function toApp(row: AppColumns, cipher: TokenCipher): WorkspaceApp | null {
	if (row.app_id === null || row.app_key === null) return null;
	return {
		id: row.app_id,
		endpoint: row.app_endpoint ?? '',
		key: cipher.open(row.app_key),
		version: row.app_version ?? '',
		capabilities: (row.app_capabilities ?? '').split(' ').filter((name) => name !== ''),
		seenAt: row.app_seen_at ?? 0,
	};
}

function appColumns(app: WorkspaceApp | null, cipher: TokenCipher): AppColumns {
	return {
		app_id: app?.id ?? null,
		app_endpoint: app?.endpoint ?? null,
		app_key: app === null ? null : cipher.seal(app.key),
		app_version: app?.version ?? null,
		app_capabilities: app?.capabilities.join(' ') ?? null,
		app_seen_at: app?.seenAt ?? null,
	};
}
