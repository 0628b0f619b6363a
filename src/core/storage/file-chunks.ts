import type { Knex } from 'knex';

/** Bytes in a piece. MySQL's protocol doubles them, and its smallest `max_allowed_packet` in use is 1 MB. */
export const CHUNK_BYTES = 256 * 1024;

/** A file, and the moment in which its last piece was written, epoch milliseconds. */
export type KeptFile = { readonly fileKey: string; readonly writtenAt: number };

/** Files that wait to be sent, in pieces. A file's key is the event key of the message that it belongs to. */
export type FileChunks = {
	/** @param position from 0 */
	add(fileKey: string, position: number, bytes: Buffer, now: number): Promise<void>;
	/** Undefined: there is no such piece. */
	read(fileKey: string, position: number): Promise<Buffer | undefined>;
	count(fileKey: string): Promise<number>;
	/** Removes a file, a few pieces at a time: others write in between. */
	remove(fileKey: string): Promise<void>;
	/** Every file that is there. */
	list(): Promise<readonly KeptFile[]>;
	/** Of these, the ones whose message is still to be delivered, or is a dead letter, and still has a file. */
	needed(fileKeys: readonly string[]): Promise<ReadonlySet<string>>;
	/** Of these, the ones whose message was written down. */
	owned(fileKeys: readonly string[]): Promise<ReadonlySet<string>>;
};

type ChunkRow = {
	readonly file_key: string;
	readonly position: number;
	readonly written_at: number;
	readonly bytes: Buffer;
};

const REMOVED_AT_ONCE = 16;
const KEYS_AT_ONCE = 200;

export function createFileChunks(knex: Knex): FileChunks {
	const table = () => knex<ChunkRow>('file_chunks');
	const count = async (fileKey: string): Promise<number> => {
		const [row] = await table().where({ file_key: fileKey }).count({ count: '*' });
		return Number(row?.count ?? 0);
	};
	return {
		count,
		async add(fileKey, position, bytes, now) {
			await table().insert({ file_key: fileKey, position, written_at: now, bytes });
		},
		async read(fileKey, position) {
			const row = await knex('file_chunks')
				.where({ file_key: fileKey, position })
				.first<{ bytes: Buffer | ArrayBuffer } | undefined>('bytes');
			// libsql answers with an ArrayBuffer, mysql2 with a Buffer.
			return row && (row.bytes instanceof ArrayBuffer ? Buffer.from(row.bytes) : row.bytes);
		},
		async remove(fileKey) {
			const [row] = await table().where({ file_key: fileKey }).max({ last: 'position' });
			const last = Number(row?.last ?? -1);
			for (let from = 0; from <= last; from += REMOVED_AT_ONCE)
				await table()
					.where({ file_key: fileKey })
					.whereBetween('position', [from, from + REMOVED_AT_ONCE - 1])
					.delete();
		},
		async list() {
			const query = knex('file_chunks').groupBy('file_key').select({ fileKey: 'file_key' });
			const rows = (await query.max({ writtenAt: 'written_at' })) as unknown as {
				readonly fileKey: string;
				readonly writtenAt: number | string;
			}[];
			return rows.map(({ fileKey, writtenAt }) => ({ fileKey, writtenAt: Number(writtenAt) }));
		},
		needed: (fileKeys) =>
			keysOf(knex, fileKeys, (rows) => {
				void rows
					.whereIn('state', ['pending', 'waiting', 'dead'])
					// A quotation mark of a text has a backslash before it: only the field itself is found.
					.where('payload', 'like', '%"file":{%');
			}),
		owned: (fileKeys) => keysOf(knex, fileKeys, () => undefined),
	};
}

async function keysOf(
	knex: Knex,
	keys: readonly string[],
	narrow: (rows: Knex.QueryBuilder) => void,
): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
		const rows = knex('messages').whereIn('event_key', keys.slice(from, from + KEYS_AT_ONCE));
		narrow(rows);
		for (const key of (await rows.pluck('event_key')) as string[]) found.add(key);
	}
	return found;
}
