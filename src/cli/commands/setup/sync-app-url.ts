import { refusal } from '../../../core/operations/refusals.js';
import type { SyncReport } from '../../../core/operations/sync-app-url.js';
import { chooseOperator } from '../../choose-operator.js';
import { openForm } from '../../form.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { printJson } from '../../answer.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { WAITING_WORDS } from './waiting-words.js';

const WORDS = {
	address: [
		'Public address of greenapi-rc, with /api/webhook/rocket at its end',
		'Публичный адрес greenapi-rc, с /api/webhook/rocket в конце',
	],
} as const satisfies Words;

export type SyncAppUrlOptions = {
	readonly workspace?: string;
	readonly force?: true;
	readonly json?: true;
};

/**
 * `greenapi-rc sync-app-url`: says the daemon's new address to all instances of a workspace. Rejects with RefusedError
 * `partly-done`, after the report, when one of them could not be told.
 */
export async function syncAppUrlCommand(
	io: Io,
	address: string | undefined,
	{ workspace, force, json }: SyncAppUrlOptions,
): Promise<void> {
	const form = await openForm(io, {
		appUrl: {
			flag: '<appUrl>',
			message: wordsOf(io, WORDS)('address'),
			given: address,
		},
	});
	await withSetup(io, async (setup) => {
		const operator = await chooseOperator(io, setup, workspace);
		const input = { ...(await form.fill()), isForced: force === true };
		const work = setup.operations.syncAppUrl(operator, input);
		const report = await whileWaiting(io, wordsOf(io, WAITING_WORDS)('tellingGreenApi'), work);
		if (json) printJson(io, fieldsOf(report, operator.workspace?.url));
		else shownLines(report.message).forEach(io.out);
		if (report.failures.length > 0) throw partlyDone(report);
	});
}

function fieldsOf(report: SyncReport, workspace: string | undefined): object {
	const { appUrl, total, synchronized } = report;
	const failures = report.failures.map(({ id, reason }) => ({ instance: id, reason }));
	return { workspace, appUrl, total, synchronized, failures };
}

function partlyDone({ failures, total }: SyncReport) {
	return refusal({
		code: 'partly-done',
		status: 500,
		message: 'refusal.partly-synchronized',
		help: 'help.partly-synchronized',
		values: { count: failures.length, total },
	});
}
