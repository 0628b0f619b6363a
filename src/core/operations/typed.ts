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
			throw typedError(error);
		}
	};
}

/** As `typed`, for what happens step by step. */
export function typedSteps<Input extends unknown[], Step>(
	run: (...input: Input) => AsyncGenerator<Step>,
): (...input: Input) => AsyncGenerator<Step> {
	return async function* steps(...input) {
		try {
			yield* run(...input);
		} catch (error) {
			throw typedError(error);
		}
	};
}

function typedError(error: unknown): BridgeError {
	if (error instanceof BridgeError) return error;
	const isFromDriver = error instanceof Error && 'code' in error;
	return isFromDriver ? toStorageError(error, 'Running a command') : toBridgeError(error);
}
