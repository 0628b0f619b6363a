import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { newKey } from '../signing';
import { forget, keep, recordsOf } from '../records';
import type { Tools } from '../tools';
import { inOrder } from './event';
import type { RoomEvent, Waiting } from './event';

const ALL = 'outbox';
const ofRoom = (roomId: string): string => `outbox-room:${roomId}`;
const ofEvent = (id: string): string => `outbox-event:${id}`;

let sequence = 0;

export function waitingOf({ body, ...event }: RoomEvent, queuedAt: number): Waiting {
	sequence += 1;
	return { ...event, id: newKey(), sequence, queuedAt, content: JSON.stringify(body) };
}

/** Writes an event down; false when the app may not. */
export async function write(event: Waiting, { persistence }: Tools): Promise<boolean> {
	return keep(persistence, event, [ALL, ofRoom(event.roomId), ofEvent(event.id)]);
}

/** What waits in a room, in the order in which it goes out. */
export async function waitingIn(roomId: string, read: IRead): Promise<readonly Waiting[]> {
	const events = await recordsOf<Waiting>(read.getPersistenceReader(), ofRoom(roomId));
	return [...events].sort(inOrder);
}

/** Everything that waits, in order. */
export async function allWaiting(read: IRead): Promise<readonly Waiting[]> {
	return [...(await recordsOf<Waiting>(read.getPersistenceReader(), ALL))].sort(inOrder);
}

export async function remove({ id }: Waiting, { persistence }: Tools): Promise<void> {
	await forget(persistence, ofEvent(id));
}
