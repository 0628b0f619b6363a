import type { Config } from '../core/config/fields.js';
import { shownDatabase } from '../core/config/shown-value.js';
import type { Logger } from '../core/logging.js';
import type { Language } from '../core/texts/languages.js';
import { greeting } from './greeting.js';
import { greetingWords } from './greeting-words.js';
import type { SayGreeting } from './greeting-words.js';
import { startDaemon } from './lifecycle.js';

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const FATAL = ['uncaughtException', 'unhandledRejection'] as const;

/** What the daemon needs of `process`. */
export type DaemonProcess = Pick<NodeJS.Process, 'on' | 'off' | 'exit' | 'pid'>;

export type DaemonOptions = {
	readonly config: Config;
	readonly log: Logger;
	/** Takes one line for people. */
	readonly out: (line: string) => void;
	/** Of those lines; English when it is missing. */
	readonly language?: Language;
	readonly process: DaemonProcess;
	/** systemd's `$CREDENTIALS_DIRECTORY`. */
	readonly credentialsFolder?: string | undefined;
};

/**
 * Runs the daemon until SIGTERM or SIGINT; resolves when it has stopped in good order. Rejects with a BridgeError when
 * it can't start: systemd starts it again. A second signal, and an error that nobody caught, end the process with 1.
 */
export async function runDaemon(options: DaemonOptions): Promise<void> {
	const { config, out, language = 'en' } = options;
	const say = greetingWords(language);
	const watch = watchProcess(options, say);
	try {
		out(say('database', { name: shownDatabase(config.databaseUrl) }));
		const daemon = await startDaemon(options);
		const { url, opsUrl, bridge } = daemon;
		try {
			const workspaces = await bridge.database.stores.workspaces.list();
			const workspaceCount = workspaces.length;
			const { pid } = options.process;
			const lines = greeting({ config, url, opsUrl, workspaceCount, pid }, say);
			lines.forEach(out);
			const signal = await watch.firstSignal;
			out(say('stopping', { signal }));
		} finally {
			await daemon.stop();
		}
		out(say('stopped'));
	} finally {
		watch.end();
	}
}

type Watch = { readonly firstSignal: Promise<NodeJS.Signals>; end(): void };

function watchProcess({ process, out, log }: DaemonOptions, say: SayGreeting): Watch {
	let onSignal: (signal: NodeJS.Signals) => void = () => undefined;
	const firstSignal = new Promise<NodeJS.Signals>((resolve) => {
		let count = 0;
		onSignal = (signal) => {
			count += 1;
			if (count === 1) resolve(signal);
			else {
				out(say('again', { signal }));
				process.exit(1);
			}
		};
	});
	function onFatal(error: unknown): void {
		log.error({ error }, 'An error that nobody caught: the daemon ends, to be started again');
		process.exit(1);
	}
	for (const name of STOP_SIGNALS) process.on(name, onSignal);
	for (const name of FATAL) process.on(name, onFatal);
	return {
		firstSignal,
		end() {
			for (const name of STOP_SIGNALS) process.off(name, onSignal);
			for (const name of FATAL) process.off(name, onFatal);
		},
	};
}
