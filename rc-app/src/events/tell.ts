import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Author, RoomEvent } from '../outbox/event';
import { siteUrl } from '../site-url';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import type { Body, Scene } from './bodies';
import { fieldsOf, textOf, timeOf } from '../fields';
import { isBridgeRoom } from './filter';

/** Where events go: `build` runs after what was put before it for that room. */
export type Put = (
	roomId: string,
	tools: Tools,
	build: () => Promise<RoomEvent | undefined>,
) => Promise<void>;

/** An event as its handler knows it. `at`: Rocket.Chat's own time for it. */
export type Made = {
	readonly agent: unknown;
	readonly body: (scene: Scene) => Body;
	readonly at?: unknown;
	readonly author?: Author;
	/** The id of the message that it deletes. */
	readonly deletes?: string;
};

/** Puts the event of a room of the bridge; `make` is given the room in full. Rooms of others are passed over. */
export type Tell = (
	tools: Tools,
	room: unknown,
	make: (room: unknown) => Made | undefined | Promise<Made | undefined>,
) => Promise<void>;

/** Rocket.Chat's own times count when they are about now: they order what handlers of one moment overtake. */
const ABOUT_NOW_MS = 60_000;

export function createTell(put: Put, now: () => number): Tell {
	return async (tools, room, make) => {
		const { id } = fieldsOf(room);
		if (typeof id !== 'string' || fieldsOf(room)['type'] !== 'l') return;
		const arrivedAt = now();
		await put(id, tools, async () => {
			const full = await bridgeRoom(room, id, tools.read);
			const made = full === undefined ? undefined : await make(full);
			if (made === undefined) return undefined;
			const { agent, body, at, author, deletes } = made;
			const scene = { url: await siteUrl(tools.read), room: full, agent };
			return {
				roomId: id,
				at: aboutNow(at, arrivedAt),
				body: body(scene),
				...(author && { author }),
				...(deletes && { deletes }),
			};
		});
	};
}

function aboutNow(value: unknown, arrivedAt: number): number {
	const time = timeOf(value);
	return time !== undefined && Math.abs(arrivedAt - time) < ABOUT_NOW_MS ? time : arrivedAt;
}

/** The room with its visitor (which some events leave out); undefined when it is none of the bridge's. */
async function bridgeRoom(room: unknown, id: string, read: IRead): Promise<unknown> {
	const { visitor } = fieldsOf(room);
	const full =
		textOf(fieldsOf(visitor)['token']) !== ''
			? room
			: await orUndefined(() => read.getRoomReader().getById(id));
	return isBridgeRoom(full) ? full : undefined;
}
