import { createLately } from '../lately';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import type { Waiting } from './event';
import { remove, waitingIn } from './store';

/**
 * What was deleted before it went out does not go out: the customer would see it for a moment. The deletion itself does, as the
 * daemon may have got the message without our knowing.
 */
export type Dropped = {
	/** Takes out of the room what still waits of the message that `event` deletes; never throws. */
	drop(event: Waiting, tools: Tools): Promise<void>;
	/** For those who read the room before: whether the event was taken out since. */
	has(event: Waiting): boolean;
};

/** Longer than one look at a room is used. */
const KEEP_MS = 60_000;
const KEPT = 1000;

export function createDropped(now: () => number): Dropped {
	const ids = createLately<true>(KEEP_MS, KEPT, now);
	return {
		async drop({ roomId, deletes }, tools) {
			if (deletes === undefined) return;
			await orUndefined(async () => {
				for (const event of await waitingIn(roomId, tools.read)) {
					if (event.author?.messageId !== deletes) continue;
					ids.set(event.id, true);
					await remove(event, tools);
				}
			});
		},
		has: ({ id }) => ids.get(id) !== undefined,
	};
}
