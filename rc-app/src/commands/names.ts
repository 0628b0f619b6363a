/** Every command, by who may use it; the daemon decides, this is what `help` shows. */
export const COMMAND_NAMES = {
	everybody: ['help', 'status'],
	agent: [
		'register-agent',
		'update-token',
		'create-instance',
		'link-instance',
		'remove-instance',
		'send',
	],
	admin: ['register-workspace', 'list-instances', 'list-users', 'sync-app-url'],
} as const;

export type CommandName = (typeof COMMAND_NAMES)[keyof typeof COMMAND_NAMES][number];

/** Commands that open a form when nothing was typed behind them. */
export type FormName =
	| 'register-workspace'
	| 'register-agent'
	| 'update-token'
	| 'create-instance'
	| 'link-instance'
	| 'remove-instance'
	| 'send';

export const PREFIX = 'greenapi.';
