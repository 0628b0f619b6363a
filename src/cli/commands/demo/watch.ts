import { interrupted } from './failures.js';
import { ENDING_SIGNALS } from '../../signals.js';

/** What may end the demo from outside. */
export type Watch = {
	/** Aborted with a DemoError: everything that waits gives up with it. */
	readonly signal: AbortSignal;
	/** Aborts for another reason; the first one counts. */
	abort(reason: Error): void;
	/** Signals do again what they do without a demo. */
	end(): void;
};

/** The first signal aborts, so that everything is removed; the second ends the process at once. */
export function watchSignals(process: NodeJS.Process): Watch {
	const controller = new AbortController();
	function onSignal(name: NodeJS.Signals): void {
		if (controller.signal.aborted) process.exit(1);
		controller.abort(interrupted(name));
	}
	for (const name of ENDING_SIGNALS) process.on(name, onSignal);
	return {
		signal: controller.signal,
		abort(reason) {
			controller.abort(reason);
		},
		end() {
			for (const name of ENDING_SIGNALS) process.off(name, onSignal);
		},
	};
}
