import { RefusedError } from '../../../core/domain/errors.js';
import type { SyncReport } from '../../../core/operations/sync-app-url.js';
import { chooseOperator } from '../../choose-operator.js';
import { openForm } from '../../form.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';

export type SyncAppUrlOptions = { readonly workspace?: string; readonly json?: true };

/**
 * `greenapi-rc sync-app-url`: says the daemon's new address to all instances of a workspace. Rejects with RefusedError
 * `partly-done`, after the report, when one of them could not be told.
 */
export async function syncAppUrlCommand(
	io: Io,
	address: string | undefined,
	{ workspace, json }: SyncAppUrlOptions,
): Promise<void> {
	const form = await openForm(io, {
		appUrl: {
			flag: '<appUrl>',
			message: 'Public address of greenapi-rc, with /api/webhook/rocket at its end',
			given: address,
		},
	});
	await withSetup(io, async (setup) => {
		const operator = await chooseOperator(io, setup, workspace);
		const work = setup.operations.syncAppUrl(operator, await form.fill());
		const report = await whileWaiting(io, 'Telling GREEN-API', work);
		if (json) io.out(jsonOf(report, operator.workspace?.url));
		else shownLines(report.message).forEach(io.out);
		if (report.failures.length > 0) throw partlyDone(report);
	});
}

function jsonOf(report: SyncReport, workspace: string | undefined): string {
	const { appUrl, total, synchronized } = report;
	const failures = report.failures.map(({ id, reason }) => ({ instance: id, reason }));
	return JSON.stringify({ version: 1, workspace, appUrl, total, synchronized, failures });
}

function partlyDone({ failures, total }: SyncReport): RefusedError {
	return new RefusedError(`${failures.length} of ${total} instances could not be told.`, {
		code: 'partly-done',
		help: 'The address is stored; run the same command again when the reasons are gone.',
	});
}
