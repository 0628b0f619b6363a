/** First in, first out, in constant time however long it gets. */
export type Fifo<T> = {
	readonly size: number;
	push(value: T): void;
	peek(): T | undefined;
	shift(): T | undefined;
	/** Empties it. */
	clear(): void;
	/** What waits, oldest first. */
	list(): readonly T[];
};

/** Makes an empty queue. (Array.shift moves every element once an array is large.) */
export function createFifo<T>(): Fifo<T> {
	let values: T[] = [];
	let head = 0;
	return {
		get size() {
			return values.length - head;
		},
		push: (value) => {
			values.push(value);
		},
		peek: () => values[head],
		shift() {
			if (head >= values.length) return undefined;
			const value = values[head];
			head += 1;
			if (head > 1000 && head * 2 > values.length) {
				values = values.slice(head);
				head = 0;
			}
			return value;
		},
		clear() {
			values = [];
			head = 0;
		},
		list: () => values.slice(head),
	};
}
