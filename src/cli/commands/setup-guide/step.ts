import type { Administration } from '../../../core/rocket-chat/administration.js';
import type { WorkspaceReport } from '../../../core/operations/inspect-workspace.js';
import type { Io } from '../../io.js';
import type { Prompter } from '../../prompter.js';
import type { SayWord } from '../../words.js';
import type { Answers, Credentials } from './answers.js';
import type { DaemonProcess } from './daemon-process.js';
import type { SetupState } from './state.js';
import type { WORDS } from './words.js';

/** In the order in which they are taken. */
export type StepName =
	'place' | 'workspace' | 'daemon' | 'connection' | 'agents' | 'instance' | 'proof';

/** A workspace, and who its administrator is. */
export type Access = Credentials & { readonly url: string };

/** What steps find out for those behind them; nothing of it outlives the process. */
export type Found = {
	/** The workspace that the person chose among several. */
	chosenUrl?: string;
	/** An address at which a Rocket.Chat has answered: it is not asked for again. */
	answeringUrl?: string;
	/** A private address that may be called, and is not written down yet: it may be mistyped. */
	allowedUrl?: string | undefined;
	/** The administrator, proven by the workspace itself. */
	access?: Access;
	report?: WorkspaceReport;
	/** Omnichannel’s webhook may be taken from its present receiver. */
	mayReplaceWebhook?: boolean;
	/** A daemon that setup started. */
	daemon?: DaemonProcess;
	/** What Ctrl+C does while something is waited for, in place of ending setup. */
	onInterrupt?: (() => void) | undefined;
	/** How often the person was asked something. */
	questionCount: number;
	/** Ends up in the report at the end. */
	facts: Record<string, unknown>;
};

/** What a step has to work with. */
export type Guide = {
	readonly io: Io;
	readonly answers: Answers;
	/** Undefined where nobody can be asked. */
	readonly ask: Prompter | undefined;
	readonly say: SayWord<typeof WORDS>;
	/** A line for people. */
	tell(line: string): void;
	/** As it is now. */
	state(): Promise<SetupState>;
	readonly found: Found;
	/** Aborts when the person does not want to wait any more. */
	readonly signal: AbortSignal;
	/** Runs with a connection to the workspace that `found.access` names, as its administrator. */
	asAdmin<T>(use: (administration: Administration) => Promise<T>): Promise<T>;
};

/** How a step ended: in one line, and whether there was nothing to do. */
export type StepResult = { readonly summary: string; readonly wasDone: boolean };

/** A part of the way. It changes nothing before its questions are answered, and can be run again at any time. */
export type Step = {
	readonly name: StepName;
	/** Whether it is done; undefined where that can't be told without a call. For the plan. */
	isDone(state: SetupState): boolean | undefined;
	/** The options without which it can't be done where nobody can be asked. */
	missing(state: SetupState, answers: Answers): readonly string[];
	run(guide: Guide): Promise<StepResult>;
};

/** The flags of those values that are not there. */
export function flagsOf(values: Readonly<Record<string, unknown>>): string[] {
	return Object.entries(values).flatMap(([flag, value]) => (value === undefined ? [flag] : []));
}

/** The administrator, in the steps behind the one that finds out; everything is empty before. */
export function accessOf({ found }: Pick<Guide, 'found'>): Access {
	return found.access ?? { url: '', userId: '', token: '' };
}
