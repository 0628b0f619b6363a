import type { Command } from 'commander';

/** The commands as `--help` and docs/cli.md group them, in the order of both. A command of its own group must be named here. */
const GROUPS: readonly (readonly [heading: string, names: readonly string[]])[] = [
	['Getting started:', ['setup', 'console', 'doctor', 'demo']],
	[
		'Workspaces and agents:',
		['register-workspace', 'register-agent', 'update-token', 'list-users', 'sync-app-url'],
	],
	[
		'Instances:',
		[
			...['create-instance', 'link-instance', 'list-instances', 'show-instance', 'apply-settings'],
			...['pause-instance', 'resume-instance', 'reboot-instance', 'logout-instance'],
			'remove-instance',
		],
	],
	[
		'Messages:',
		[
			...['list-messages', 'trace', 'list-dead-letters', 'retry-message', 'drop-message'],
			...['send', 'export-chat', 'erase-contact'],
		],
	],
	['Watching:', ['status', 'listen', 'trigger']],
	['Preferences:', ['list-preferences', 'set-preference']],
	['Care:', ['migrate', 'backup', 'prune', 'rotate-key']],
	['Program:', ['daemon', 'config', 'app', 'completion']],
];

/** The headings, in order. */
export const GROUP_HEADINGS = GROUPS.map(([heading]) => heading);

/** Where `help` and what no group names stand. */
const LAST_HEADING = 'Program:';

/** Puts the commands into groups and in order; to be called when all of them are there. */
export function groupCommands(program: Command): void {
	const order = GROUPS.flatMap(([, names]) => names);
	const placeOf = (command: Command): number => {
		const place = order.indexOf(command.name());
		return place === -1 ? order.length : place;
	};
	// Commander prints groups in the order in which their first commands were added: its array is ours to sort.
	(program.commands as Command[]).sort((one, other) => placeOf(one) - placeOf(other));
	for (const command of program.createHelp().visibleCommands(program)) {
		const group = GROUPS.find(([, names]) => names.includes(command.name()));
		command.helpGroup(group?.[0] ?? LAST_HEADING);
	}
}

/** Whether the command was given its place. */
export function isGrouped(name: string): boolean {
	return GROUPS.some(([, names]) => names.includes(name));
}
