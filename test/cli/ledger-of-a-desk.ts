import type { ExecutionContext } from 'ava';
import { asChatId, asInstanceId, asRoomId } from '../../src/core/domain/ids.js';
import type { Direction, EventKind } from '../../src/core/domain/ledger.js';
import type { MessageChange } from '../../src/core/storage/message-store.js';
import { startProgram } from '../support/child.js';
import type { Ended } from '../support/child.js';
import type { Engine } from '../support/databases.js';
import { addMessage, newChat, newInstance, newWorkspace } from '../support/rows.js';
import { openTestStorage } from '../support/storage.js';
import type { TestStorage } from '../support/storage.js';
import { temporaryFolder } from '../support/temporary-folder.js';

export const INSTANCE = '1101000001';
export const OTHER_INSTANCE = '1101000002';
export const CHAT = '79001112233@c.us';
export const OTHER_CHAT = '4915112345678@c.us';

/** A customer's words, which no list may show. */
export const SECRET_WORDS = 'my PIN is 4711';

export type NewRow = {
	readonly instance?: string;
	readonly chat?: string;
	readonly direction?: Direction;
	readonly kind?: EventKind;
	readonly payload?: object;
	readonly sourceId?: string;
	readonly acceptedAt?: number;
	readonly change?: MessageChange;
};

/** A database without a daemon, with one workspace and two instances, and the program that looks into it. */
export type Desk = TestStorage & {
	readonly workspaceUrl: string;
	/** Adds a row with its chat and lane; pending unless `change` says otherwise. Answers its id. */
	add(row?: NewRow): Promise<number>;
	/** Adds a dead letter. */
	bury(row?: NewRow): Promise<number>;
	/** Runs the program; as the daemon's own user would. */
	run(...args: string[]): Promise<Ended>;
};

/** A dead letter as a delivery leaves it. */
export const GIVEN_UP: MessageChange = {
	state: 'dead',
	attempts: 1,
	lastError: 'GREEN_API_TOKEN_REFUSED: GREEN-API sendMessage was answered 401',
	note: 'Copy the token from the GREEN-API console.',
};

export async function openDesk(t: ExecutionContext, engine: Engine): Promise<Desk> {
	const storage = await openTestStorage(t, engine);
	const { stores } = storage.database;
	const { id: workspaceId, url: workspaceUrl } = await stores.workspaces.insert(newWorkspace());
	for (const id of [INSTANCE, OTHER_INSTANCE])
		await stores.instances.insert(newInstance({ id: asInstanceId(id), workspaceId }));
	const cwd = await temporaryFolder(t);
	const env = { DATABASE_URL: storage.url, DATA_DIR: cwd };

	async function add(row: NewRow = {}): Promise<number> {
		const { direction = 'outbound', acceptedAt = Date.now() - 60_000, kind, change } = row;
		const instanceId = asInstanceId(row.instance ?? INSTANCE);
		const place = { workspaceId, instanceId };
		const chatId = await stores.chats.insertOnce(
			newChat({ ...place, chatId: asChatId(row.chat ?? CHAT), roomId: asRoomId('room-1') }),
		);
		const laneId = await stores.lanes.insertOnce({ ...place, chatId, direction });
		const message = {
			_id: row.sourceId ?? 'rc-1',
			msg: SECRET_WORDS,
			u: { _id: 'u', username: 'jane' },
		};
		const content = row.payload ?? { message, visitorToken: 'greenapi:secret', roomId: 'room-1' };
		const fields = {
			...{ ...place, laneId, direction, payload: JSON.stringify(content) },
			...(row.sourceId === undefined ? {} : { sourceId: row.sourceId }),
			...(kind === undefined ? {} : { kind }),
		};
		const id = await addMessage(stores, fields, acceptedAt);
		if (change !== undefined) await stores.messages.update(id, change);
		return id;
	}

	return {
		...storage,
		workspaceUrl,
		add,
		bury: (row = {}) => {
			const settledAt = (row.acceptedAt ?? Date.now() - 60_000) + 2000;
			return add({ ...row, change: { ...GIVEN_UP, settledAt, ...row.change } });
		},
		run: (...args) => startProgram(t, args, { cwd, env }).exited,
	};
}
