import type { InstanceId } from '../domain/ids.js';
import type { Agent, Instance, Workspace } from '../domain/registry.js';
import type { BacklogScope, Waiting } from '../storage/backlog.js';
import type { InstancePause } from '../storage/instance-pauses.js';
import { en } from '../texts/en.js';
import type { TextKey } from '../texts/en.js';
import type { Say } from '../texts/phrasebook.js';
import { isAdmin, requireAgent, requireEmail, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import type { Notice } from './register-agent.js';
import { requireRegistered } from './registered-agent.js';

type Deps = Pick<OperationDeps, 'database' | 'clock' | 'version' | 'phrasebook' | 'isAppGone'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Texts for a chat stay readable. */
const MOST_INSTANCES = 50;

/**
 * What is connected, which way messages take, and what waits, as a text for a chat: of all instances of the workspace for an
 * administrator, of the own ones for an agent. Rejects with RefusedError `not-allowed` (403), `not-registered` (404) or
 * `workspace-needed` (400).
 */
export function createStatus(deps: Deps): (actor: Actor) => Promise<Notice> {
	const { agents, instances, instancePauses } = deps.database.stores;
	return async (actor) => {
		if (!isAdmin(actor)) requireAgent(actor, 'status');
		const workspace = requireWorkspace(actor);
		const all = await instances.listOfWorkspace(workspace.id);
		const shown = isAdmin(actor)
			? all
			: await ownOf(all, requireRegistered(agents, workspace.id, requireEmail(actor, undefined)));
		const say = wordsFor(deps, actor);
		const instanceIds = isAdmin(actor) ? undefined : shown.map(({ id }) => id);
		const blocks = [
			[say('status.version', { version: deps.version }), wayText(deps, say, workspace)],
			instanceLines(say, shown, {
				agents: await agents.list(workspace.id),
				pauses: await instancePauses.list(),
				now: deps.clock.now(),
			}),
			await backlogLines(deps, say, workspace, instanceIds),
		];
		return { message: blocks.map((lines) => lines.join('\n')).join('\n\n') };
	};
}

async function ownOf(all: readonly Instance[], asked: Promise<Agent>): Promise<Instance[]> {
	const agent = await asked;
	return all.filter(({ agentId }) => agentId === agent.id);
}

function instanceLines(
	say: Say,
	instances: readonly Instance[],
	around: {
		readonly agents: readonly Agent[];
		readonly pauses: readonly InstancePause[];
		readonly now: number;
	},
): readonly string[] {
	const { agents, pauses, now } = around;
	if (instances.length === 0) return [say('status.no-instances')];
	const lines = instances.slice(0, MOST_INSTANCES).map(({ id, state, wid, agentId }) => {
		const owner = agents.find((agent) => agent.id === agentId)?.email;
		const number = wid.replace('@c.us', '');
		const pause = pauses.find((one) => one.id === id);
		const parts = [
			stateWord(say, state),
			...(pause === undefined ? [] : [pauseText(say, pause, now)]),
			number === '' ? say('status.no-number') : say('status.number', { number: `+${number}` }),
			owner === undefined ? say('status.no-owner') : say('status.owner', { owner }),
		];
		return `• ${id}: ${parts.join(', ')}`;
	});
	const left = instances.length - lines.length;
	return [
		say('status.instances'),
		...lines,
		...(left > 0 ? [say('status.more', { count: left })] : []),
	];
}

function pauseText(say: Say, { since, reason }: InstancePause, now: number): string {
	const age = ageText(say, now - since);
	return reason === '' ? say('status.paused', { age }) : say('status.paused-why', { age, reason });
}

function stateWord(say: Say, state: string): string {
	const key = `state.${state}`;
	return isKey(key) ? say(key) : say('state.other', { state });
}

function isKey(key: string): key is TextKey {
	return Object.hasOwn(en, key);
}

function wayText({ clock, isAppGone }: Deps, say: Say, { id, app }: Workspace): string {
	if (app === null) return say('status.way-rest');
	const { version, seenAt } = app;
	const key = isAppGone(id) ? 'status.way-app-gone' : 'status.way-app';
	return say(key, { version, ago: agoText(say, clock.now() - seenAt) });
}

async function backlogLines(
	{ database, clock }: Deps,
	say: Say,
	{ id: workspaceId }: Workspace,
	instanceIds: readonly InstanceId[] | undefined,
): Promise<readonly string[]> {
	const { backlog } = database.stores;
	const scope: BacklogScope = { workspaceId, instanceIds };
	const now = clock.now();
	const { inbound, outbound } = await backlog.waiting(scope);
	const held = await backlog.listHeld(scope);
	const parked = await backlog.countParked(scope);
	const dead = await backlog.countDead(scope, now - DAY_MS);
	return [
		say('status.waiting'),
		waitingText(say, ['status.in', 'status.in-since'], inbound, now),
		waitingText(say, ['status.out', 'status.out-since'], outbound, now),
		...held.map(({ reason, count }) => say('status.held', { count, reason })),
		...(parked === 0 ? [] : [say('status.parked', { count: parked })]),
		say(dead === 0 ? 'status.dead' : 'status.dead-help', { count: dead }),
	];
}

function waitingText(
	say: Say,
	[without, since]: readonly [TextKey, TextKey],
	{ count, oldestAt }: Waiting,
	now: number,
): string {
	if (oldestAt === undefined) return say(without, { count });
	return say(since, { count, age: ageText(say, now - oldestAt) });
}

/** In the largest unit that is whole. */
function ageText(say: Say, ms: number): string {
	const minutes = Math.floor(ms / MINUTE_MS);
	if (minutes < 1) return say('age.now');
	if (minutes < 60) return say('age.minutes', { count: minutes });
	if (minutes < 24 * 60) return say('age.hours', { count: Math.floor(minutes / 60) });
	return say('age.days', { count: Math.floor(ms / DAY_MS) });
}

function agoText(say: Say, ms: number): string {
	return ms < MINUTE_MS ? say('ago.now') : say('ago.age', { age: ageText(say, ms) });
}
