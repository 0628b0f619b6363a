import { join, sep } from 'node:path';
import { DEPLOY_FOLDER } from './daemon-process.js';
import type { Guide } from './step.js';

/** What was reached, and what comes next. */
export function tellEnd({ io, say, tell, answers, found }: Guide): void {
	io.out('');
	tell(say('end.title'));
	const { daemon } = found;
	if (daemon !== undefined && answers.keepRunning === true)
		tell(say('end.released', { pid: daemon.pid, file: daemon.logFile }));
	else if (daemon !== undefined) {
		tell(say('end.stopped'));
		tell(say('end.unit', { file: join(DEPLOY_FOLDER, 'systemd', 'greenapi-rc.service') }));
	}
	tell(say('end.next'));
	if (isByNpx(DEPLOY_FOLDER)) tell(say('end.npx', { folder: io.cwd }));
}

/** npx unpacks into a folder of its cache, and puts nothing on PATH: https://docs.npmjs.com/cli/commands/npx */
function isByNpx(folder: string): boolean {
	return folder.split(sep).includes('_npx');
}
