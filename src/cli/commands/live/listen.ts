import { BridgeError } from '../../../core/domain/errors.js';
import type { Direction, MessageState } from '../../../core/domain/ledger.js';
import type { FollowedStep, Follower } from '../../../core/operations/follow.js';
import { readCustomer } from '../../../core/operations/phone.js';
import { printJsonLine } from '../../answer.js';
import { failureWords } from '../../failure.js';
import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { operatorOf, withLedger } from '../../with-ledger.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { createColours } from './colours.js';
import { createLeaving } from './full-screen.js';
import { STEP_WORDS, stepItem, stepLine } from './step-line.js';

export type ListenOptions = {
	readonly instance?: string;
	readonly workspace?: string;
	readonly phone?: string;
	readonly chat?: string;
	readonly direction?: Direction;
	readonly state?: MessageState;
	readonly showText?: true;
	/** Epoch milliseconds. */
	readonly since?: number;
	readonly count?: number;
	readonly json?: true;
};

const WORDS = {
	listening: ['Listening; Ctrl+C ends it.', 'Слежу за сообщениями; выход: Ctrl+C.'],
	away: ['{message} Trying again until it is back.', '{message} Повторяю, пока она не вернётся.'],
	back: ['The database answers again.', 'База данных снова отвечает.'],
} as const satisfies Words;

const EVERY_MS = 400;
const AWAY_MS = 1000;

/** `greenapi-rc listen`: a line for each thing that happens to a message, until Ctrl+C. */
export async function listenCommand(io: Io, options: ListenOptions): Promise<void> {
	const chatId = options.phone === undefined ? options.chat : readCustomer(options.phone);
	const print = await createPrinter(io, options);
	const leaving = createLeaving(io.process);
	// Whoever read the lines has gone.
	io.process.stdout.on('error', leaving.leave);
	try {
		await withLedger(io, async (operations) => {
			const follower = await operations.follow(operatorOf(io), {
				...{ workspaceUrl: options.workspace, idInstance: options.instance, chatId },
				...{ direction: options.direction, state: options.state, since: options.since },
				withText: options.showText ?? false,
			});
			io.err(wordsOf(io, WORDS)('listening'));
			await follow(io, follower, leaving, print, options.count);
		});
	} finally {
		leaving.end();
	}
}

async function follow(
	io: Io,
	follower: Follower,
	leaving: ReturnType<typeof createLeaving>,
	print: (step: FollowedStep) => void,
	most = Number.POSITIVE_INFINITY,
): Promise<void> {
	const next = overOutages(io, follower, leaving.isWanted);
	let printed = 0;
	while (!leaving.isWanted() && printed < most) {
		const steps = await Promise.race([next(), leaving.wanted.then(() => [])]);
		for (const step of steps?.slice(0, most - printed) ?? []) {
			print(step);
			printed += 1;
		}
		if (printed < most) await leaving.within(steps === undefined ? AWAY_MS : EVERY_MS);
	}
}

/** Undefined while the database is away, which is said once; what happened meanwhile is told afterwards. */
function overOutages(
	io: Io,
	follower: Follower,
	isLeaving: () => boolean,
): () => Promise<readonly FollowedStep[] | undefined> {
	const say = wordsOf(io, WORDS);
	let isAway = false;
	return async () => {
		try {
			const steps = await follower.next();
			if (isAway) io.err(say('back'));
			isAway = false;
			return steps;
		} catch (error) {
			if (!(error instanceof BridgeError)) throw error;
			// Its connection is closed while it still asks.
			if (!isAway && !isLeaving()) io.fail(say('away', { message: await awayText(io, error) }));
			isAway = true;
			return undefined;
		}
	};
}

async function awayText(io: Io, error: BridgeError): Promise<string> {
	const { message } = await failureWords(io, error);
	return oneLine(`${message} (${error.code})`);
}

async function createPrinter(
	io: Io,
	{ json }: ListenOptions,
): Promise<(step: FollowedStep) => void> {
	if (json)
		return (step) => {
			printJsonLine(io, stepItem(step));
		};
	const say = wordsOf(io, STEP_WORDS);
	const colours = await createColours(io);
	return (step) => {
		stepLine(step, say, colours, io.language()).forEach(io.out);
	};
}
