import { LRUCache } from 'lru-cache';

const MOST = 10_000;
/** So often the app is asked for one thing that it does not answer. */
const TRIES = 3;
/** Milliseconds after the last try: by then it has done it, or never will (Rocket.Chat gives a handler 30 s). */
const SETTLED_MS = 30_000;

/** What the app was asked for and may have done. It is asked again, because it knows what it did; but not for ever. */
export type Doubts = {
	add(about: string): void;
	/** Somebody else has asked for it last: from now on it is in doubt, where nothing is known of it here. */
	suspect(about: string): void;
	/** The last try is so recent that the app may still be at it. */
	isOpen(about: string): boolean;
	/** The app does not manage it, and is not to be asked for it any more. */
	isGivenUp(about: string): boolean;
	forget(about: string): void;
};

export function createDoubts(now: () => number): Doubts {
	const doubts = new LRUCache<string, { tries: number; lastAt: number }>({ max: MOST });
	return {
		add(about) {
			doubts.set(about, { tries: (doubts.get(about)?.tries ?? 0) + 1, lastAt: now() });
		},
		suspect(about) {
			if (!doubts.has(about)) doubts.set(about, { tries: 0, lastAt: now() });
		},
		isOpen(about) {
			const doubt = doubts.get(about);
			return doubt !== undefined && now() - doubt.lastAt < SETTLED_MS;
		},
		isGivenUp(about) {
			const doubt = doubts.get(about);
			return doubt !== undefined && doubt.tries >= TRIES && now() - doubt.lastAt >= SETTLED_MS;
		},
		forget(about) {
			doubts.delete(about);
		},
	};
}
