import { createFifo, type Fifo } from '../fifo.js';

/** Texts in lanes: each lane is FIFO, and at most its head is taken at a time. */
export type Lanes = {
	/** Texts in all lanes. */
	readonly size: number;
	push(lane: string, text: string): void;
	/** A lane whose head may be delivered now, and that head; the lane is taken until one of the next two is called. */
	take(): { readonly lane: string; readonly head: string } | undefined;
	/** The head is gone; the lane is free for its next. */
	done(lane: string): void;
	/** The head stays; the lane is free again. */
	putBack(lane: string): void;
};

/** Starts empty. */
export function createLanes(): Lanes {
	const lanes = new Map<string, Fifo<string>>();
	const ready = createFifo<string>();
	let size = 0;

	return {
		get size() {
			return size;
		},
		push(name, text) {
			size += 1;
			const lane = lanes.get(name);
			if (lane !== undefined) {
				lane.push(text);
				return;
			}
			const fresh = createFifo<string>();
			fresh.push(text);
			lanes.set(name, fresh);
			ready.push(name);
		},
		take() {
			const lane = ready.shift();
			if (lane === undefined) return undefined;
			const head = lanes.get(lane)?.peek();
			return head === undefined ? undefined : { lane, head };
		},
		done(name) {
			const lane = lanes.get(name);
			if (lane?.shift() === undefined) return;
			size -= 1;
			if (lane.size > 0) ready.push(name);
			else lanes.delete(name);
		},
		putBack: (name) => {
			ready.push(name);
		},
	};
}
