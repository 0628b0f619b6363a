import type { ExecutionContext } from 'ava';
import { asChatId, asInstanceId, asRoomId } from '../../../src/core/domain/ids.js';
import type { MessageChange } from '../../../src/core/storage/message-store.js';
import { addMessage, newChat, newInstance } from '../../support/rows.js';
import { startAtTerminal } from '../../support/terminal.js';
import type { AtTerminal, TerminalOptions } from '../../support/terminal.js';
import { openSetupDesk } from '../setup/setup-desk.js';
import type { SetupDesk } from '../setup/setup-desk.js';

export const ENTER = '\r';
export const UP = '\u001b[A';
export const DOWN = '\u001b[B';
export const ESCAPE = '\u001b';
export const CTRL_C = '\u0003';

export const CHAT = '79001112233@c.us';
const DAY_MS = 24 * 3_600_000;

/** A registered workspace with two instances, bob, a message that was delivered and two dead letters; no daemon. */
export type ConsoleDesk = SetupDesk & {
	/** Numbers of the dead letters, oldest first. */
	readonly dead: readonly number[];
	readonly delivered: number;
	/** Starts the program at a terminal; without a command unless told. */
	start(args?: readonly string[], options?: Partial<TerminalOptions>): AtTerminal;
};

const GIVEN_UP: MessageChange = {
	state: 'dead',
	attempts: 1,
	lastError: 'GREEN_API_TOKEN_REFUSED: GREEN-API sendMessage was answered 401',
	note: 'Copy the token from the GREEN-API console.',
};

export async function openConsoleDesk(t: ExecutionContext): Promise<ConsoleDesk> {
	const desk = await openSetupDesk(t);
	await desk.introduce();
	const { stores } = desk.database;
	const [workspace] = await stores.workspaces.list();
	const workspaceId = workspace!.id;
	const other = newInstance({ id: asInstanceId('1101000002'), workspaceId });
	await stores.instances.insert({ ...other, state: 'notAuthorized' });

	async function add(chat: string, days: number, change: MessageChange): Promise<number> {
		const place = { workspaceId, instanceId: asInstanceId(desk.stage.idInstance) };
		const chatId = await stores.chats.insertOnce(
			newChat({ ...place, chatId: asChatId(chat), roomId: asRoomId('room-1') }),
		);
		const laneId = await stores.lanes.insertOnce({ ...place, chatId, direction: 'outbound' });
		const message = { _id: `rc-${chat}`, msg: 'Hello', u: { _id: 'u', username: 'bob' } };
		const payload = JSON.stringify({ message, visitorToken: 'greenapi:x', roomId: 'room-1' });
		const fields = { ...place, laneId, direction: 'outbound' as const, payload };
		const at = Date.now() - days * DAY_MS - 60_000;
		const id = await addMessage(stores, { ...fields, sourceId: `rc-${chat}` }, at);
		await stores.messages.update(id, { ...change, settledAt: at + 2000 });
		return id;
	}

	const done: MessageChange = { state: 'done', attempts: 1, targetId: '3EB0C767D26A1B2E5F' };
	const delivered = await add('4915112345678@c.us', 5, done);
	const dead = [await add(CHAT, 4, GIVEN_UP), await add('79002223344@c.us', 3, GIVEN_UP)];
	return {
		...desk,
		...{ dead, delivered },
		start: (args = [], options = {}) =>
			startAtTerminal(t, args, { cwd: desk.folder, env: desk.env, ...options }),
	};
}
