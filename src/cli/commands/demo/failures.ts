import { inspect } from 'node:util';
import { BridgeError } from '../../../core/domain/errors.js';

/** The demo did not come to a good end. */
export class DemoError extends BridgeError {
	override name = 'DemoError';
}

/** What was expected in vain, and what was there instead; both are texts of the demo itself. */
export function notAsExpected(what: string, expected: unknown, seen: unknown): DemoError {
	const message = `${what}.\nExpected: ${shown(expected)}\nSeen: ${shown(seen)}`;
	return new DemoError(message, {
		code: 'DEMO_NOT_AS_EXPECTED',
		help: 'Run it again on a machine that is not busy; if it fails again, report it with all of these lines.',
	});
}

/** Ctrl+C, or another signal that ends the demo. */
export function interrupted(signal: NodeJS.Signals): DemoError {
	return new DemoError(`The demo was interrupted (${signal}).`, {
		code: 'DEMO_INTERRUPTED',
		help: 'Nothing is left of it; start it again with: npm run demo',
	});
}

/** The daemon is gone, and nobody stopped it. `how`: its exit code or signal. */
export function daemonEnded(how: string): DemoError {
	return new DemoError(`The daemon ended by itself (${how}).`, {
		code: 'DEMO_DAEMON_ENDED',
		help: 'The lines of its log say why; if nobody ended it on purpose, report this with them.',
	});
}

/** The failure with what the daemon logged at last; an interruption needs no explanation. */
export function withLog(error: unknown, logTail: readonly string[]): unknown {
	if (!(error instanceof BridgeError) || error.code === 'DEMO_INTERRUPTED') return error;
	const log = logTail.length === 0 ? ['(it logged nothing)'] : logTail;
	const { message, help } = error;
	const whole = `${message}\n\nThe last lines of the daemon's log:\n${log.join('\n')}\n`;
	return new DemoError(whole, { code: error.code, help, cause: error });
}

function shown(value: unknown): string {
	return inspect(value, { depth: 4, breakLength: 100, sorted: true });
}
