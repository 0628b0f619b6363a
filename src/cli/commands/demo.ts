import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { printJson } from '../answer.js';
import type { Io } from '../io.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';
import { conversation } from './demo/conversation.js';
import type { Act } from './demo/conversation.js';
import { DemoError, withLog } from './demo/failures.js';
import { createScene } from './demo/scene.js';
import { createScreen, silentScreen } from './demo/screen.js';
import type { Screen } from './demo/screen.js';
import { commandLines, untilInterrupted } from './demo/stay.js';
import { FROM_CUSTOMER, requireNoLoss, tallyUp } from './demo/tally.js';
import type { Tally } from './demo/tally.js';
import { watchSignals } from './demo/watch.js';
import type { Watch } from './demo/watch.js';
import { openWorld } from './demo/world.js';
import type { World } from './demo/world.js';

const WORDS = {
	title: [
		'WhatsApp and Rocket.Chat are stand-ins on this machine; the bridge is real.',
		'WhatsApp и Rocket.Chat здесь – имитации на этой машине; мост настоящий.',
	],
	runs: [
		'The daemon runs: {url}, process {pid}, an empty database',
		'Демон работает: {url}, процесс {pid}, база данных пуста',
	],
	held: [
		'All of it held, in {seconds} s: nothing lost, nothing twice, in order.',
		'Всё сошлось за {seconds} с: без потерь, без повторов, по порядку.',
	],
	removing: ['Removing everything.', 'Всё удаляется.'],
} as const satisfies Words;

type Stage = { readonly screen: Screen; readonly say: SayWord<typeof WORDS> };

/** How long after a failed call the end of the daemon may be noticed. */
const LATE_NEWS_MS = 300;

/**
 * `greenapi-rc demo`: a conversation between stand-ins of both clouds, through a real daemon in a process of its own and
 * a database that is removed afterwards. Resolves when everything held; rejects with a DemoError that says what was
 * expected and what was seen. As JSON only the outcome is printed. With `stay` it goes on until it is interrupted, which is no failure then.
 */
export async function runDemo(
	io: Io,
	{ stay, form = 'text' }: { readonly stay: boolean; readonly form?: 'text' | 'json' },
): Promise<void> {
	const startedAt = performance.now();
	const say = wordsOf(io, WORDS);
	const screen = form === 'json' ? silentScreen : await createScreen(io);
	const watch = watchSignals(io.process);
	try {
		screen.title(say('title'));
		const world = await openWorld(io.process, watch);
		try {
			const tallies = await perform(world, { screen, say }, watch);
			const tookMs = Math.round(performance.now() - startedAt);
			screen.say(`\n${say('held', { seconds: (tookMs / 1000).toFixed(1) })}`);
			if (form === 'json') printJson(io, { tookMs, items: tallies.map(itemOf) });
			if (stay) await stayOn(world, { screen, say }, watch);
		} catch (error) {
			throw withLog(await reasonOf(error, watch), world.logTail());
		} finally {
			await world.close();
		}
	} finally {
		watch.end();
	}
}

async function perform(
	world: World,
	{ screen, say }: Stage,
	{ signal }: Watch,
): Promise<readonly Tally[]> {
	const { stage, daemonUrl, pid } = world;
	screen.passed(say('runs', { url: daemonUrl, pid }));
	const scene = createScene(world, signal);
	const setUp: Act = {
		title: 'Workspace, agent and WhatsApp number are registered, by HTTP',
		async play() {
			await stage.introduce(daemonUrl);
		},
	};
	for (const act of [setUp, ...conversation(scene, stage)]) await show(act, screen, signal);
	const sides = { customerSees: scene.customerSees(), agentSees: scene.agentSees() };
	screen.say('');
	screen.transcript(sides.customerSees, sides.agentSees);
	const tallies = tallyUp(sides, await scene.counts(), scene.edits);
	screen.say('');
	screen.table(tallies);
	requireNoLoss(tallies);
	return tallies;
}

/** The direction is named as everywhere in JSON. */
function itemOf({ direction, ...counted }: Tally): object {
	return { direction: direction === FROM_CUSTOMER ? 'inbound' : 'outbound', ...counted };
}

async function show({ title, play }: Act, screen: Screen, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	try {
		await play();
	} catch (error) {
		screen.failed(title);
		throw error;
	}
	screen.passed(title);
}

async function stayOn(world: World, { screen, say }: Stage, { signal }: Watch): Promise<void> {
	screen.say('');
	commandLines(world).forEach(screen.say);
	await untilInterrupted(signal);
	screen.say(say('removing'));
}

/** A call that failed because the daemon is gone, or was interrupted together with us, is not what must be told. */
async function reasonOf(error: unknown, { signal }: Watch): Promise<unknown> {
	if (error instanceof DemoError) return error;
	if (!signal.aborted) await Promise.race([once(signal, 'abort'), pause(LATE_NEWS_MS)]);
	return signal.aborted ? (signal.reason as unknown) : error;
}
