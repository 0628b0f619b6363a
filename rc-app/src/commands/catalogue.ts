import type { Command } from './command';
import { createInstance, linkInstance, listInstances, removeInstance } from './instances';
import { help, listUsers, status, syncAppUrl } from './others';
import { registerWorkspace } from './register-workspace';
import { send } from './send';
import { registerAgent, updateToken } from './tokens';

/** Every slash command of the app. */
export const COMMANDS: readonly Command[] = [
	registerWorkspace,
	registerAgent,
	updateToken,
	createInstance,
	linkInstance,
	removeInstance,
	listInstances,
	listUsers,
	syncAppUrl,
	send,
	status,
	help,
];
