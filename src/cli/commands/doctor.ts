import { ownVersion } from '../../core/config/version.js';
import { RefusedError } from '../../core/domain/errors.js';
import { doctorPage } from '../../core/operations/doctor/document.js';
import { examine } from '../../core/operations/doctor/examine.js';
import type { DoctorDeps } from '../../core/operations/doctor/patient.js';
import type { Area, Finding } from '../../core/operations/doctor/types.js';
import { printJson } from '../answer.js';
import { inputMissing } from '../form.js';
import { terminalOf } from '../terminal.js';
import { credentialsFolder } from '../io.js';
import type { Io } from '../io.js';
import { whileWaiting } from '../waiting.js';
import { wordsOf } from '../words.js';
import type { Words } from '../words.js';
import { blocksOf, checkItem } from './doctor/blocks.js';
import { offerRepairs } from './doctor/repairs.js';
import type { Repaired } from './doctor/repairs.js';

export type DoctorOptions = {
	readonly workspace?: string;
	readonly instance?: string;
	readonly only?: Area;
	readonly verbose?: true;
	readonly strict?: true;
	readonly fix?: true;
	readonly yes?: true;
	/** Seconds. */
	readonly timeout: number;
	readonly json?: true;
	readonly markdown?: true;
};

const WORDS = {
	looking: ['Looking', 'Проверка'],
	well: [
		'All is well: {ok} checks passed, {skipped} did not apply.',
		'Всё в порядке: пройдено проверок {ok}, неприменимо {skipped}.',
	],
	counts: [
		'{failed} failed, {warning} warnings, {ok} passed, {skipped} could not be made.',
		'Не пройдено {failed}, предупреждений {warning}, пройдено {ok}, пропущено {skipped}.',
	],
	help: [
		'What to do stands beside each; docs/doctor.md says more.',
		'Что делать, написано у каждой; подробнее в docs/doctor.md.',
	],
	fixable: [
		'{count} of them can be repaired: greenapi-rc doctor --fix',
		'Можно исправить {count}: greenapi-rc doctor --fix',
	],
} as const satisfies Words;

/**
 * `greenapi-rc doctor`: prints what is wrong, nothing when all is well. Rejects with RefusedError `checks-failed` after that,
 * with `input-missing` for `--fix` where nobody can be asked, and with what a choice that names nothing is refused with.
 */
export async function doctorCommand(io: Io, options: DoctorOptions): Promise<void> {
	if (options.markdown) {
		io.out(doctorPage().trimEnd());
		return;
	}
	if (options.fix && options.yes !== true && terminalOf(io) === undefined)
		throw inputMissing(['--yes']);
	const { findings, repaired } = await lookAndRepair(io, options);
	const counts = countsOf(findings);
	if (options.json) {
		const checks = findings.map((finding) => checkItem(finding, io.language()));
		printJson(io, { checks, summary: counts, ...(options.fix ? { repairs: repaired } : {}) });
	} else {
		const isShown = ({ status }: Finding): boolean =>
			options.verbose === true || status === 'failed' || status === 'warning';
		const blocks = await blocksOf(io, findings.filter(isShown));
		if (blocks.length > 0) io.out(blocks.join('\n\n'));
	}
	sumUp(io, options, findings);
}

type Looked = { readonly findings: readonly Finding[]; readonly repaired: readonly Repaired[] };

async function lookAndRepair(io: Io, options: DoctorOptions): Promise<Looked> {
	const say = wordsOf(io, WORDS);
	let progress = '';
	const deps: DoctorDeps = {
		...{ env: io.env, cwd: io.cwd, credentialsFolder: credentialsFolder(io) },
		...{ timeoutMs: options.timeout * 1000, version: ownVersion() },
		...{ only: options.only, workspace: options.workspace, instance: options.instance },
		onProgress(done, total) {
			progress = ` ${done}/${total}`;
		},
	};
	const look = async <T>(use: (findings: readonly Finding[]) => Promise<T>): Promise<T> => {
		let done = (): void => undefined;
		const looking = new Promise<void>((resolve) => {
			done = resolve;
		});
		const result = examine(deps, (findings) => {
			done();
			return use(findings);
		}).finally(done);
		// The line is gone before anybody is asked something.
		await whileWaiting(io, () => `${say('looking')}${progress}`, looking);
		return result;
	};
	const first = await look(async (findings): Promise<Looked> => {
		const repaired = options.fix ? await offerRepairs(io, findings, options.yes === true) : [];
		return { findings, repaired };
	});
	if (!first.repaired.some(({ isDone }) => isDone)) return first;
	const findings = await look((found) => Promise.resolve(found));
	return { findings, repaired: first.repaired };
}

type Counts = Readonly<Record<Finding['status'], number>>;

function countsOf(findings: readonly Finding[]): Counts {
	const count = (wanted: Finding['status']): number =>
		findings.filter(({ status }) => status === wanted).length;
	return {
		ok: count('ok'),
		warning: count('warning'),
		failed: count('failed'),
		skipped: count('skipped'),
	};
}

function sumUp(io: Io, { strict, fix }: DoctorOptions, findings: readonly Finding[]): void {
	const say = wordsOf(io, WORDS);
	const counts = countsOf(findings);
	const isWell = counts.failed === 0 && counts.warning === 0;
	const fixable = findings.filter(({ repair }) => repair !== undefined).length;
	if (fixable > 0 && fix !== true) io.err(say('fixable', { count: fixable }));
	if (counts.failed > 0 || (strict === true && counts.warning > 0)) {
		throw new RefusedError(say('counts', counts), { code: 'checks-failed', help: say('help') });
	}
	io.err(say(isWell ? 'well' : 'counts', counts));
}
