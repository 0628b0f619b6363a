import { pino } from 'pino';
import type { DestinationStream } from 'pino';

/** error = a person must act now; warn = heals itself; info = one line a delivered message; debug = shapes, never content. */
export type Logger = {
	error(fields: object, message: string): void;
	warn(fields: object, message: string): void;
	info(fields: object, message: string): void;
	debug(fields: object, message: string): void;
	child(fields: object): Logger;
};

/** What of an error may be logged: never a payload, never a URL (the typed errors keep both out of their messages). */
export function describeError(error: unknown): object {
	if (!(error instanceof Error)) return { message: String(error) };
	const code = (error as { code?: unknown }).code;
	return {
		name: error.name,
		message: error.message,
		...(typeof code === 'string' ? { code } : {}),
		...(error.cause === undefined ? {} : { cause: describeCause(error.cause) }),
		stack: error.stack?.split('\n').slice(1, 6).join('\n'),
	};
}

function describeCause(cause: unknown): string {
	return cause instanceof Error ? `${cause.name}: ${cause.message}` : typeof cause;
}

/** JSON lines, one an event, to `destination` (default: standard error). An `error` field is described, not dumped. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
	return pino(
		{
			level,
			base: null,
			timestamp: pino.stdTimeFunctions.isoTime,
			serializers: { error: describeError },
		},
		destination ?? pino.destination({ dest: 2, sync: true }),
	);
}

/** Says nothing; for commands that speak through their output alone. */
export const silentLogger: Logger = {
	error: () => undefined,
	warn: () => undefined,
	info: () => undefined,
	debug: () => undefined,
	child: () => silentLogger,
};
