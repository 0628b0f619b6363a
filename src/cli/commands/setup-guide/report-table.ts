import type { WorkspaceReport } from '../../../core/operations/inspect-workspace.js';
import { oneLine } from '../../shown.js';
import { tableText } from '../../table.js';
import type { Guide } from './step.js';

type Row = readonly [what: string, found: string, follows: string];

/** What a workspace allows, and what follows from it. */
export function reportTable({ io, say }: Guide, report: WorkspaceReport): Promise<string> {
	const head = [say('report.what'), say('report.found'), say('report.follows')];
	const rows = [
		...basics(say, report),
		omnichannel(say, report),
		offline(say, report),
		limiter(say, report),
		files(say, report),
	];
	return tableText(
		io,
		head,
		rows.map((row) => row.map(oneLine)),
	);
}

type Say = Guide['say'];

function basics(say: Say, { version, licence, privateApps }: WorkspaceReport): readonly Row[] {
	const unknown = say('report.unknown');
	const follows = { yes: 'report.appYes', no: 'report.appNo', maybe: 'report.appMaybe' } as const;
	const found = { yes: say('yes'), no: say('no'), maybe: unknown }[privateApps];
	return [
		[say('report.version'), version.text || unknown, ''],
		[say('report.edition'), licence.edition || unknown, ''],
		[say('report.privateApps'), found, say(follows[privateApps])],
	];
}

function omnichannel(say: Say, { isOmnichannelOn }: WorkspaceReport): Row {
	const found = say(isOmnichannelOn ? 'report.on' : 'report.off');
	return [say('report.omnichannel'), found, say('report.conversations')];
}

function offline(say: Say, { opensRoomsForNobody }: WorkspaceReport): Row {
	const what = say('report.offline');
	return opensRoomsForNobody
		? [what, say('report.opens'), say('report.opensMeans')]
		: [what, say('report.waits'), say('report.waitsMeans')];
}

function limiter(say: Say, { callsAMinute, privateApps }: WorkspaceReport): Row {
	const what = say('report.limiter');
	if (callsAMinute === undefined) return [what, say('report.noLimit'), say('report.limitNone')];
	const follows = say(privateApps === 'yes' ? 'report.limitApp' : 'report.limitRest');
	return [what, say('report.limit', { calls: callsAMinute }), follows];
}

function files(say: Say, { areFilesProtected, areUploadsOn }: WorkspaceReport): Row {
	const what = say('report.files');
	if (!areUploadsOn) return [what, say('report.uploadsOff'), say('report.uploadsMeans')];
	return areFilesProtected
		? [what, say('report.protected'), say('report.filesMeans')]
		: [what, say('report.public'), say('report.publicMeans')];
}
