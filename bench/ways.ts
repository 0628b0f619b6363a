import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { RocketChatSandboxOptions } from '../src/sandbox/rocket-chat/types.js';
import { hasEngines } from '../test/apps-engine/installed.js';
import { repositoryRoot } from '../test/support/repository.js';
import { bestLoad } from './best.js';
import { createDatabase } from './databases.js';
import { type Measured, measure } from './measure.js';
import type { WayMessages } from './options.js';
import { percentile } from './statistics.js';
import { type Clouds, type Running, startSystem } from './system.js';
import type { LimitedFigures, UnlimitedFigures, WaysFigures } from './types.js';
import { CHATS } from './webhooks.js';

const APP = 'by the app';
const REST = 'by REST';
const WORKSPACE: RocketChatSandboxOptions = { version: '7.13' };
/** The webhooks come within seconds: what takes long is the way into Rocket.Chat. */
const LIMITED = { prefix: 'way', callers: 8, maxMs: 60_000 } as const;
/** How many messages a customer sends, of 64 customers at most: each new one costs REST three calls more. */
const PER_CUSTOMER = 15;
/** Longer than a rate limiter holds back a message, on average. */
const HELD_BACK_MS = 10_000;
const ALONE = { callers: 1, count: 50, pauseMs: 20 } as const;
const MANY = { callers: 32, count: 1000 } as const;
const WARM_UP = 500;
const MAX_MS = 30_000;

const CALLS = /^greenapi_rc_rocket_chat_calls_total\{way="(\w+)"\} (\d+)$/gmu;
const NO_ENGINE =
	'The Apps-Engine is missing: node test/apps-engine/prepare.mjs installs it, once, with the network.';

export type WaysOptions = {
	readonly rounds: number;
	readonly wayMessages: WayMessages;
	readonly profileFolder: string | undefined;
	readonly tell: (line: string) => void;
};

type Way = { readonly who: string; readonly clouds: Clouds };

/**
 * How long customers' messages take through the app and through REST, with Rocket.Chat's rate limiter as it is by default,
 * and raised to 600 calls a minute; then both ways without any limit. The app is the packed one, in the real Apps-Engine;
 * the database is SQLite.
 */
export async function measureWays(options: WaysOptions): Promise<WaysFigures> {
	const { app, rest } = options.wayMessages;
	prepareApp();
	const unlimited = await measureUnlimited(options);
	const limited = [
		await takeBest(limitedWay(APP, 10, true), app, options),
		await takeLimited(limitedWay(`${REST}, 600 calls a minute`, 600), rest, options),
		await takeLimited(limitedWay(`${REST}, 10 calls a minute`, 10), rest, options),
	];
	return { limited, unlimited };
}

function limitedWay(who: string, limit: number, hasApp = false): Way {
	return { who, clouds: { hasApp, rocketChat: { ...WORKSPACE, rateLimiter: true, limit } } };
}

/** Packs the app as it is now. */
function prepareApp(): void {
	for (const script of ['rc-app/scripts/package.mjs', 'test/apps-engine/prepare.mjs'])
		execFileSync(process.execPath, [join(repositoryRoot, script)], {
			stdio: ['ignore', 'ignore', 'inherit'],
		});
	if (!hasEngines()) throw new Error(NO_ENGINE);
}

/** By the app it takes seconds, so what else the machine does would show: the shortest of all rounds. */
async function takeBest(way: Way, messages: number, options: WaysOptions): Promise<LimitedFigures> {
	const taken: LimitedFigures[] = [];
	for (let round = 0; round < options.rounds; round += 1)
		taken.push(await takeLimited(way, messages, options));
	const secondsOf = ({ steps }: LimitedFigures): number => steps.at(-1)?.seconds ?? 0;
	return taken.reduce((best, one) => (secondsOf(one) < secondsOf(best) ? one : best));
}

async function takeLimited(
	way: Way,
	messages: number,
	{ tell, profileFolder }: WaysOptions,
): Promise<LimitedFigures> {
	const customers = Math.min(CHATS, Math.ceil(messages / PER_CUSTOMER));
	tell(`${messages} messages of ${customers} customers, ${way.who}`);
	return withSystem(way, profileFolder, async (running) => {
		const beforeMb = await running.memoryMb();
		const peak = await running.watchPeak();
		const load = { ...LIMITED, count: messages, chats: customers };
		const { progress } = await measure(running, load, messages * HELD_BACK_MS);
		const peakMb = await peak();
		await checkWay(running, way, messages);
		const steps = marksOf(messages).map((mark) => ({
			messages: mark,
			seconds: (progress[mark - 1] ?? Number.NaN) / 1000,
		}));
		return { who: way.who, customers, steps, beforeMb, peakMb };
	});
}

/** 10, 100, 1000… and the last one. */
function marksOf(messages: number): number[] {
	const marks = [10, 100, 1000, 10_000].filter((mark) => mark < messages);
	return [...marks, messages];
}

/** Both ways by turns: while one works, the other is idle. */
async function measureUnlimited(options: WaysOptions): Promise<UnlimitedFigures[]> {
	const { rounds, profileFolder, tell } = options;
	const app = { who: APP, clouds: { hasApp: true, rocketChat: WORKSPACE } };
	const rest = { who: REST, clouds: { rocketChat: WORKSPACE } };
	return withSystem(app, profileFolder, (throughApp) =>
		withSystem(rest, undefined, async (byRest) => {
			const subjects = [subject(app, throughApp), subject(rest, byRest)];
			for (const { running } of subjects) await warmUp(running);
			for (let round = 1; round <= rounds; round += 1) {
				tell(`both ways without a limit: round ${round} of ${rounds}`);
				for (const one of round % 2 === 1 ? subjects : subjects.toReversed())
					one.taken.push(await takeRound(one.running, round));
			}
			const sent = CHATS + WARM_UP + rounds * (ALONE.count + MANY.count);
			for (const { running, way } of subjects) await checkWay(running, way, sent);
			return subjects.map(conclude);
		}),
	);
}

type Round = { readonly alone: Measured; readonly many: Measured };
type Subject = { readonly way: Way; readonly running: Running; readonly taken: Round[] };

function subject(way: Way, running: Running): Subject {
	return { way, running, taken: [] };
}

/** One message in each chat makes visitor and room: from then on a message costs one call. */
async function warmUp(running: Running): Promise<void> {
	await measure(running, { prefix: 'first', callers: 4, count: CHATS, maxMs: MAX_MS });
	await measure(running, { prefix: 'warm', callers: 16, count: WARM_UP, maxMs: MAX_MS });
}

async function takeRound(running: Running, round: number): Promise<Round> {
	const alone = await measure(running, { prefix: `alone${round}`, maxMs: MAX_MS, ...ALONE });
	const many = await measure(running, { prefix: `many${round}`, maxMs: MAX_MS, ...MANY });
	return { alone, many };
}

function conclude({ way, taken }: Subject): UnlimitedFigures {
	const best = (share: number) =>
		Math.min(...taken.map(({ alone }) => percentile(alone.delays, share)));
	return {
		who: way.who,
		load: bestLoad(taken.map(({ many }) => many)),
		aloneP50: best(0.5),
		aloneP99: best(0.99),
	};
}

/** An empty database, clouds and a daemon for one use. */
async function withSystem<T>(
	{ clouds }: Way,
	profileFolder: string | undefined,
	use: (running: Running) => Promise<T>,
): Promise<T> {
	const database = await createDatabase('sqlite');
	try {
		const running = await startSystem('ours', database, profileFolder, clouds);
		try {
			return await use(running);
		} finally {
			await running.stop();
		}
	} finally {
		await database.remove();
	}
}

/** Rejects unless the daemon's own count says that every message went that way, and nothing another. */
async function checkWay({ target }: Running, { who, clouds }: Way, messages: number) {
	const page = await (await fetch(`${target.origin}/metrics`)).text();
	const counts = Object.fromEntries(
		[...page.matchAll(CALLS)].map(([, way = '', count]) => [way, Number(count)]),
	);
	const { app = 0, rest = 0, fallback = 0 } = counts;
	const [used, others] = clouds.hasApp === true ? [app, rest + fallback] : [rest, app + fallback];
	if (used >= messages && others === 0) return;
	throw new Error(`Not every message went ${who}: ${JSON.stringify(counts)}`);
}
