import { RocketChatError } from '../domain/errors.js';
import type { Logger } from '../logging.js';
import type { AppGateway } from './app-gateway.js';
import { createDoubts } from './doubts.js';
import type { Way, Ways } from './ways.js';

/** Milliseconds for which an app that was not there is not asked again. */
const GONE_MS = 30_000;
/** An app that leaves so many calls in doubt, one after the other, counts as gone for what it was not asked for yet. */
const MOST_DOUBTS = 3;
const LEFT_OUT_MS = 600_000;
/** The app did nothing, and REST may do it. To an app without the permission every visitor looks unknown: REST knows. */
const FOR_REST = [
	...['ROCKET_CHAT_APP_GONE', 'ROCKET_CHAT_UNSUPPORTED'],
	'ROCKET_CHAT_VISITOR_UNKNOWN',
];
/** Questions change nothing: in doubt they are asked the other way. */
const QUESTIONS = new Set(['visitor.find', 'upload.find', 'file.read']);
/** What fails here says nothing of the rest: a mark that can't be set, a file that is too much. */
const ASIDE = new Set(['receipt.show', 'file.read']);

export type ChoiceDeps = {
	readonly workspaceId: number;
	/** Undefined where none has announced itself. */
	readonly app: AppGateway | undefined;
	readonly capabilities: readonly string[];
	readonly ways: Ways;
	readonly now: () => number;
	readonly log: Pick<Logger, 'warn' | 'info'>;
};

/** One thing to do in the workspace. */
export type Deed<T> = {
	/** The app's name for it; undefined when it is none for the app. */
	readonly op: string | undefined;
	/** What tells it apart from others of the same name: a message, a room. */
	readonly about: string;
	/** The app may have been asked for it before, by another process, and may still be at it. */
	readonly isInDoubt?: boolean | undefined;
	readonly byApp: (app: AppGateway) => Promise<T>;
	readonly byRest: () => Promise<T>;
};

/** Chooses between the app and REST, for each call anew. */
export type Choice = {
	/**
	 * By the app where there is one that can; by REST when it is certain that the app did nothing. What the app may have
	 * done is not given to REST: the error is thrown, and the next try asks the app again, which knows what it did. Only
	 * when it has failed three times, REST does it.
	 */
	run<T>(deed: Deed<T>): Promise<T>;
	/** There is an app that can do it: it may have been asked for it, now or earlier. */
	isForApp(op: string): boolean;
	/** The app is not asked for anything of that name for ten minutes: it says that it can, and can't. */
	leaveOut(op: string): void;
	/** Asks an app that was not there whether it is back; never rejects. */
	probe(): Promise<void>;
};

export function createChoice(deps: ChoiceDeps): Choice {
	const { app, ways, workspaceId, now } = deps;
	const capabilities = new Set(deps.capabilities);
	const doubts = createDoubts(now);
	const leftOut = new Map<string, number>();
	const presence = createPresence(deps);
	const told = new Set<string>();
	let doubtCount = 0;

	/** That the app can't do something is worth one line in the log, not one for each message. */
	function tellOnce(op: string, error: unknown): void {
		if (told.has(op)) return;
		told.add(op);
		deps.log.warn({ workspace: workspaceId, error }, 'the app can’t do this here: REST does it');
	}

	function wayOf(op: string | undefined, about: string): Way {
		if (app === undefined || op === undefined || !capabilities.has(op)) return 'rest';
		const key = keyOf(op, about);
		const isGone = presence.isGone() && !doubts.isOpen(key);
		const isOut = isGone || now() < (leftOut.get(op) ?? 0);
		return isOut || doubts.isGivenUp(key) ? 'fallback' : 'app';
	}

	async function counted<T>(way: Way, call: Promise<T>): Promise<T> {
		const result = await call;
		ways.add(workspaceId, way);
		return result;
	}

	async function askApp<T>(asked: AppGateway, deed: Deed<T>, op: string): Promise<T> {
		const key = keyOf(op, deed.about);
		try {
			const result = await counted('app', deed.byApp(asked));
			presence.find();
			doubtCount = 0;
			doubts.forget(key);
			return result;
		} catch (error) {
			const isInDoubt = hasCode(error, ['ROCKET_CHAT_APP_FAILED']);
			if (!ASIDE.has(op)) doubtCount = isInDoubt ? doubtCount + 1 : 0;
			if (hasCode(error, ['ROCKET_CHAT_APP_GONE']) || doubtCount >= MOST_DOUBTS)
				presence.lose(error);
			if (hasCode(error, ['ROCKET_CHAT_UNSUPPORTED'])) tellOnce(op, error);
			if (hasCode(error, FOR_REST) || (isInDoubt && QUESTIONS.has(op)))
				return counted('fallback', deed.byRest());
			if (isInDoubt) doubts.add(key);
			throw error;
		}
	}

	return {
		run(deed) {
			if (deed.isInDoubt === true && deed.op !== undefined)
				doubts.suspect(keyOf(deed.op, deed.about));
			const way = wayOf(deed.op, deed.about);
			if (way === 'app' && app !== undefined && deed.op !== undefined)
				return askApp(app, deed, deed.op);
			return counted(way, deed.byRest());
		},
		isForApp: (op) => app !== undefined && capabilities.has(op),
		leaveOut(op) {
			leftOut.set(op, now() + LEFT_OUT_MS);
		},
		async probe() {
			if (app === undefined || !presence.isGone()) return;
			await app.ping().then(presence.find, () => undefined);
		},
	};
}

/** Whether the app is there, as far as is known; said in the log when that changes. */
function createPresence({ ways, workspaceId, now, log }: ChoiceDeps) {
	let goneUntil = 0;
	return {
		isGone: () => now() < goneUntil,
		lose(error: unknown) {
			if (!ways.isGone(workspaceId))
				log.warn({ workspace: workspaceId, error }, 'the app does not answer: REST takes over');
			goneUntil = now() + GONE_MS;
			ways.setGone(workspaceId, true);
		},
		find() {
			if (ways.isGone(workspaceId)) log.info({ workspace: workspaceId }, 'the app answers again');
			goneUntil = 0;
			ways.setGone(workspaceId, false);
		},
	};
}

function keyOf(op: string, about: string): string {
	return `${op} ${about}`;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
	return error instanceof RocketChatError && codes.includes(error.code);
}
