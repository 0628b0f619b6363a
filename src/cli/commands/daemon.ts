import { createLogger } from '../../core/logging.js';
import { credentialsFolder, readConfig } from '../io.js';
import type { Io } from '../io.js';

/** `greenapi-rc daemon`: resolves when it has stopped in good order. */
export async function daemonCommand(io: Io): Promise<void> {
	const { config } = readConfig(io);
	const { runDaemon } = await import('../../daemon/main.js');
	await runDaemon({
		config,
		log: createLogger(config.logLevel),
		out: io.out,
		language: io.language(),
		process: io.process,
		credentialsFolder: credentialsFolder(io),
	});
}
