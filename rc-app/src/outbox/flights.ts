/**
 * One flight at a time for each key: whoever comes meanwhile makes the running one start once more before it ends, and
 * waits for it.
 */
export type FlyOnce = (key: string, fly: () => Promise<boolean>) => Promise<boolean>;

export function createFlights(): FlyOnce {
	const flights = new Map<string, { isAskedAgain: boolean; done: Promise<boolean> }>();

	return (key, fly) => {
		const running = flights.get(key);
		if (running !== undefined) {
			running.isAskedAgain = true;
			return running.done;
		}
		const flight = { isAskedAgain: true, done: Promise.resolve(true) };
		flights.set(key, flight);
		flight.done = repeat();
		return flight.done;

		async function repeat(): Promise<boolean> {
			let result = true;
			try {
				// Also after a failure: what came meanwhile must be seen to wait.
				while (flight.isAskedAgain) {
					flight.isAskedAgain = false;
					result = await fly();
				}
				return result;
			} finally {
				flights.delete(key);
			}
		}
	};
}
