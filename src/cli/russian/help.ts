import { OPERATOR_HELP } from './help/operator.js';
import { PROGRAM_HELP } from './help/program.js';
import { SEND_HELP } from './help/send.js';
import { SETUP_HELP } from './help/setup.js';

/** Every text of the helps, by its English: exactly those that the commands have (test/cli/russian-help.test.ts). */
export const HELP: Readonly<Record<string, string>> = {
	...PROGRAM_HELP,
	...SETUP_HELP,
	...OPERATOR_HELP,
	...SEND_HELP,
};
