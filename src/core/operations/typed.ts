import { BridgeError, toBridgeError } from '../domain/errors.js';
import { toStorageError } from '../storage/db-errors.js';

/** The stores reject with the driver's own errors, which hold the statement and its values: those must not get out. */
export function typed<Input extends unknown[], Result>(
	run: (...input: Input) => Promise<Result>,
): (...input: Input) => Promise<Result> {
	return async (...input) => {
		try {
			return await run(...input);
		} catch (error) {
			if (error instanceof BridgeError) throw error;
			const isFromDriver = error instanceof Error && 'code' in error;
			throw isFromDriver ? toStorageError(error, 'Running a command') : toBridgeError(error);
		}
	};
}
