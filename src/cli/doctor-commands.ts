import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { AREAS } from '../core/operations/doctor/types.js';
import type { DoctorOptions } from './commands/doctor.js';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { instanceId } from './options.js';

const LONGEST_S = 120;

/** Adds the command that looks whether all is well. Its body is loaded when it runs. */
export function addDoctorCommands(program: Command, io: Io): void {
	program
		.command('doctor')
		.description('look whether all is well, and say of each fault what to do; changes nothing')
		.option('--workspace <url>', 'only this workspace and its instances')
		.option('--instance <id>', 'only this instance and its workspace', instanceId)
		.addOption(new Option('--only <area>', 'only these checks').choices(AREAS))
		.option('--verbose', 'print what is well, too, and what could not be looked at')
		.option('--strict', 'end with 7 for warnings, too')
		.option('--fix', 'offer the safe repairs one by one, then look again')
		.option('--yes', 'with --fix: make all of them')
		.option('--timeout <seconds>', 'how long one call may take', seconds, 10)
		.option('--json', 'as JSON')
		.option('--markdown', 'print the reference of all checks instead')
		.addHelpText(
			'before',
			examples(
				'doctor',
				'doctor --instance 1101000001 --verbose',
				'doctor --fix',
				'doctor --only ledger --json',
			),
		)
		.action(async (options: DoctorOptions, command: Command) => {
			if (options.yes && !options.fix) command.error('error: --yes belongs to --fix');
			if (options.markdown && Object.keys(options).length > 2)
				command.error('error: --markdown stands alone');
			const { doctorCommand } = await import('./commands/doctor.js');
			await doctorCommand(io, options);
		});
}

function seconds(text: string): number {
	const count = /^\d+$/.test(text) ? Number(text) : 0;
	if (count >= 1 && count <= LONGEST_S) return count;
	throw new InvalidArgumentError(`It must be a number from 1 to ${LONGEST_S}.`);
}
