import type { Body } from '../events/bodies';

/** Something that happened in a room of the bridge and that the daemon must learn. */
export type RoomEvent = {
	readonly roomId: string;
	/** Milliseconds since 1970; within a room events go out in this order. */
	readonly at: number;
	readonly body: Body;
	/** Who is told when it waits or fails; undefined when there is nobody to tell. */
	readonly author?: Author;
	/** The message that it deletes: what still waits of that one need not go out. */
	readonly deletes?: string;
};

export type Author = {
	readonly userId: string;
	/** The message that carries the marks; none for what happens to the whole room. */
	readonly messageId?: string;
	/** The first words of the message, to name it by. */
	readonly words?: string;
};

/** An event as it lies in the app's persistence. */
export type Waiting = Omit<RoomEvent, 'body'> & {
	readonly id: string;
	/** Among events of the same moment the one that came first. */
	readonly sequence: number;
	readonly queuedAt: number;
	/** The body's JSON: MongoDB does not take every name of a field. */
	readonly content: string;
};

/** The order in which a room's events go out. */
export function inOrder(one: Waiting, other: Waiting): number {
	return (
		one.at - other.at ||
		one.queuedAt - other.queuedAt ||
		one.sequence - other.sequence ||
		(one.id < other.id ? -1 : 1)
	);
}
