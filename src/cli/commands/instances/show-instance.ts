import { RefusedError } from '../../../core/domain/errors.js';
import type { InstanceReport } from '../../../core/operations/show-instance.js';
import { printJson } from '../../answer.js';
import { chooseInstance } from '../../choose-instance.js';
import { failureWords } from '../../failure.js';
import type { Io } from '../../io.js';
import { isoOf, isoOrNull, pauseItem } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { reportLines } from './report-lines.js';
import { settingItem, settingsTable } from './settings-table.js';

export type ShowInstanceOptions = { readonly workspace?: string; readonly json?: true };

/**
 * `greenapi-rc show-instance`: what is known of an instance here and at GREEN-API. Rejects with RefusedError `partly-done`,
 * after the report, when GREEN-API did not answer.
 */
export async function showInstanceCommand(
	io: Io,
	named: string | undefined,
	{ workspace, json }: ShowInstanceOptions,
): Promise<void> {
	await withSetup(io, async (setup) => {
		const operator = await setup.operator(workspace);
		const idInstance = await chooseInstance(io, setup, operator, named);
		const actor = { ...operator, language: io.language() };
		const work = setup.operations.showInstance(actor, { idInstance });
		const report = await whileWaiting(io, 'GREEN-API', work);
		if (json) printJson(io, reportJson(report));
		else await print(io, report);
		if (report.failure !== undefined) throw await notAnswered(io, report);
	});
}

async function print(io: Io, report: InstanceReport): Promise<void> {
	reportLines(io, report, Date.now()).forEach(io.out);
	const settings = report.live?.settings;
	if (settings === undefined) return;
	io.out('');
	io.out(await settingsTable(io, settings));
}

async function notAnswered(io: Io, { failure }: InstanceReport): Promise<RefusedError> {
	const { message, help } = await failureWords(io, failure);
	// Whether to try again is the failure's to say.
	const { disposition, status } = failure ?? {};
	return new RefusedError(message, {
		...{ code: 'partly-done', help, cause: failure },
		...(disposition === undefined ? {} : { disposition }),
		...(status === undefined ? {} : { status }),
	});
}

function reportJson({ id, workspaceUrl, owner, ...report }: InstanceReport): object {
	const { known, live, failure, waiting, held, deadCount, pause } = report;
	const side = ({ count, oldestAt }: InstanceReport['waiting']['inbound']): object => ({
		count,
		oldestAt: isoOrNull(oldestAt ?? null),
	});
	return {
		instance: id,
		workspace: workspaceUrl,
		owner: owner ?? null,
		createdAt: isoOf(report.createdAt),
		pause: pauseItem(pause),
		known: { state: known.state, number: known.number || null },
		live: live === undefined ? null : liveJson(live),
		failure: failure === undefined ? null : { code: failure.code, message: failure.message },
		waiting: { inbound: side(waiting.inbound), outbound: side(waiting.outbound) },
		held,
		deadCount,
		lastReceivedAt: isoOrNull(report.lastReceivedAt),
	};
}

function liveJson({ settings, ...live }: NonNullable<InstanceReport['live']>): object {
	return {
		...live,
		number: live.number || null,
		suspendedUntil: live.suspendedUntil || null,
		settings: settings?.map(settingItem) ?? null,
	};
}
