import { CARE_HELP } from './help/care.js';
import { GETTING_STARTED_HELP } from './help/getting-started.js';
import { INSTANCES_HELP } from './help/instances.js';
import { LIVE_HELP } from './help/live.js';
import { MESSAGES_HELP } from './help/messages.js';
import { OPERATOR_HELP } from './help/operator.js';
import { PROGRAM_HELP } from './help/program.js';
import { SEND_HELP } from './help/send.js';
import { SETUP_HELP } from './help/setup.js';

/** Every text of the helps, by its English: exactly those that the commands have (test/cli/russian-help.test.ts). */
export const HELP: Readonly<Record<string, string>> = {
	...PROGRAM_HELP,
	...GETTING_STARTED_HELP,
	...SETUP_HELP,
	...INSTANCES_HELP,
	...MESSAGES_HELP,
	...OPERATOR_HELP,
	...LIVE_HELP,
	...CARE_HELP,
	...SEND_HELP,
};
