import { RefusedError } from '../../../core/domain/errors.js';
import { createAdministration } from '../../../core/rocket-chat/administration.js';
import { createHttpClient } from '../../../core/http/client.js';
import { createTrust } from '../../../core/config/trust.js';
import { printJson } from '../../answer.js';
import { inputMissing, loadPrompter } from '../../form.js';
import { interrupted } from '../../prompter.js';
import { terminalOf } from '../../terminal.js';
import { readConfig } from '../../io.js';
import type { Io } from '../../io.js';
import { wordsOf } from '../../words.js';
import { readAnswers } from './answers.js';
import type { Answers, SetupOptions } from './answers.js';
import { tellEnd } from './ending.js';
import { foldLine } from './folding.js';
import { printPlan } from './plan.js';
import { readState } from './state.js';
import type { Found, Guide, Step, StepName } from './step.js';
import { accessOf } from './step.js';
import { agents } from './steps/agents.js';
import { connection } from './steps/connection.js';
import { daemon } from './steps/daemon.js';
import { instance } from './steps/instance.js';
import { place } from './steps/place.js';
import { proof } from './steps/proof.js';
import { workspace } from './steps/workspace.js';
import { WORDS } from './words.js';

const STEPS: readonly Step[] = [place, workspace, daemon, connection, agents, instance, proof];

const CLEAR_LINE = '\r\u001b[K';

type Taken = { readonly step: StepName; readonly wasDone: boolean; readonly summary: string };

/**
 * `greenapi-rc setup`: from an empty folder to the first message. Each step looks itself whether it is done, so that setup
 * can be run again at any time. Rejects with RefusedError `input-missing`, which names all options at once, before anything is
 * changed; `interrupted`, when what is done stays; and with what a step rejects with.
 */
export async function setupCommand(io: Io, options: SetupOptions): Promise<void> {
	const answers = await readAnswers(io, options);
	const state = await readState(io, answers);
	const left = new AbortController();
	const guide = await createGuide(io, answers, left.signal);
	if (options.dryRun) {
		await printPlan(guide, STEPS, state, options.json === true);
		return;
	}
	if (guide.ask === undefined) {
		const flags = STEPS.flatMap((step) => step.missing(state, answers));
		if (flags.length > 0) throw inputMissing(flags);
	}
	const taken: Taken[] = [];
	try {
		await takeAll(guide, taken, left);
		if (options.json) printJson(io, { ...guide.found.facts, steps: taken });
		else tellEnd(guide);
	} finally {
		const { daemon: started } = guide.found;
		if (answers.keepRunning === true && taken.length === STEPS.length) started?.release();
		else await started?.stop();
	}
}

async function createGuide(io: Io, answers: Answers, signal: AbortSignal): Promise<Guide> {
	const terminal = terminalOf(io);
	const found: Found = { facts: {}, questionCount: 0 };
	const say = answers.json === true ? io.err : io.out;
	const tell = (text: string): void => {
		// What is waited for stands on the last line; it comes back by itself.
		if (terminal !== undefined) io.process.stderr.write(CLEAR_LINE);
		const lines = text.split('\n').filter((line) => line !== '');
		for (const line of lines) foldLine(line, io.columns).forEach(say);
	};
	return {
		...{ io, answers, found, tell, signal },
		ask:
			terminal === undefined
				? undefined
				: await loadPrompter(terminal, { language: io.language() }),
		say: wordsOf(io, WORDS),
		state: () =>
			readState(io, { ...answers, url: found.access?.url ?? found.chosenUrl ?? answers.url }),
		async asAdmin(use) {
			const { config } = readConfig(io);
			const allowedWorkspaces = [...config.allowedWorkspaces, ...listOf(found.allowedUrl)];
			const http = createHttpClient({ isTrusted: createTrust({ ...config, allowedWorkspaces }) });
			const { url, userId, token } = accessOf({ found });
			try {
				return await use(createAdministration({ http, url, userId, authToken: token }));
			} finally {
				await http.close();
			}
		},
	};
}

function listOf(value: string | undefined): string[] {
	return value === undefined ? [] : [value];
}

async function takeAll(guide: Guide, taken: Taken[], left: AbortController): Promise<void> {
	const { say, tell } = guide;
	const count = STEPS.length;
	tell(say('intro', { count }));
	for (const [index, step] of STEPS.entries()) {
		const title = say(`title.${step.name}`);
		tell(say('step', { number: index + 1, count, title }));
		try {
			const { summary, wasDone } = await interruptible(guide, left, step.run(guide));
			tell(say(wasDone ? 'wasDone' : 'done', { summary }));
			taken.push({ step: step.name, wasDone, summary });
		} catch (error) {
			tellStop(guide, index, taken);
			throw interruptedHere(guide, error);
		}
	}
}

/** Ctrl+C while something is waited for ends the waiting, as it does at a question. */
async function interruptible<T>(
	{ io: { process }, found }: Guide,
	left: AbortController,
	work: Promise<T>,
): Promise<T> {
	const leave = (): void => {
		if (found.onInterrupt === undefined) left.abort();
		else found.onInterrupt();
	};
	const leaving = new Promise<never>((_, reject) => {
		left.signal.addEventListener('abort', () => {
			reject(interrupted());
		});
	});
	process.on('SIGINT', leave);
	for (const promise of [work, leaving]) promise.catch(() => undefined);
	try {
		return await Promise.race([work, leaving]);
	} finally {
		process.off('SIGINT', leave);
	}
}

function tellStop({ say, io }: Guide, index: number, taken: readonly Taken[]): void {
	const name = STEPS[index]?.name ?? 'place';
	const titles = taken.map(({ step }) => say(`title.${step}`));
	const done = titles.length === 0 ? say('nothing') : titles.join(', ');
	const text = say('stopped', { number: index + 1, title: say(`title.${name}`), done });
	// What was waited for may stand there still.
	if (terminalOf(io) !== undefined) io.process.stderr.write(CLEAR_LINE);
	foldLine(text, io.columns).forEach(io.fail);
}

function interruptedHere({ say }: Guide, error: unknown): unknown {
	if (!(error instanceof RefusedError) || error.code !== 'interrupted') return error;
	return new RefusedError(say('interrupted'), {
		code: 'interrupted',
		help: say('interruptedHelp'),
		cause: error,
	});
}
