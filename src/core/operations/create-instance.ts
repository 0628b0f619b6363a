import type { InstanceId } from '../domain/ids.js';
import { textAt } from '../domain/json.js';
import type { Instance } from '../domain/registry.js';
import { stateOf } from '../green-api/state.js';
import type { GreenApiClient, InstanceSettings } from '../green-api/types.js';
import { isDuplicate } from '../storage/db-errors.js';
import { newToken } from '../storage/token-cipher.js';
import type { TextKey } from '../texts/en.js';
import { sayPhrase } from '../texts/phrasebook.js';
import type { Say } from '../texts/phrasebook.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { greenApiRefusal } from './green-api-refusals.js';
import { isSameInstance, readOrder } from './instance-order.js';
import type { CreateInstanceInput, InstanceOrder } from './instance-order.js';
import { isLinked, stateText } from './instance-texts.js';
import { refusal } from './refusals.js';
import type { Notice } from './register-agent.js';
import { applySettings, otherReceiver } from './webhook-settings.js';

export type CreatedInstance = Notice & {
	readonly id: InstanceId;
	/** The same, as the command answers it. */
	readonly idInstance: InstanceId;
	readonly state: string;
	readonly isLinked: boolean;
	/** The host that got its webhooks until now, where that was not we. */
	readonly takenFrom: string | undefined;
	/** True when it was registered already, and only its settings were looked after. */
	readonly isRepaired: boolean;
};

/** What GREEN-API tells of an instance. */
type Seen = {
	readonly settings: InstanceSettings;
	readonly state: string;
	readonly wid: string;
};

/**
 * Connects a GREEN-API instance: asked about there first, then stored, then its settings written; when writing fails
 * the row is taken back. A crash in between leaves a row with settings to write: the same command of the same owner then
 * writes them. Rejects with the refusals of readOrder, or RefusedError `instance-exists` (409), `green-api-refused` (422),
 * `green-api-busy` (503) or `green-api-unreachable` (502).
 */
export function createCreateInstance(
	deps: Pick<OperationDeps, 'database' | 'clock' | 'config' | 'createClient' | 'phrasebook'>,
): (actor: Actor, input: CreateInstanceInput) => Promise<CreatedInstance> {
	const { instances } = deps.database.stores;
	return async (actor, input) => {
		const order = await readOrder(deps, actor, input);
		const existing = await instances.find(order.access.id);
		const say = wordsFor(deps, actor);
		return existing === undefined ? connect(order, say) : repair(order, existing, say);
	};

	async function connect(order: InstanceOrder, say: Say): Promise<CreatedInstance> {
		const client = deps.createClient(order.access);
		const { settings, state, wid } = await look(client, order.access.id);
		const instance: Instance = {
			...order.access,
			workspaceId: order.workspace.id,
			agentId: order.agentId,
			webhookToken: newToken(),
			...{ state, wid, createdAt: deps.clock.now() },
		};
		await insert(instance, order);
		const target = { appUrl: order.appUrl, webhookToken: instance.webhookToken };
		const takenFrom = otherReceiver(settings, target);
		const isWritten = await applySettings(client, settings, target).catch(
			async (error: unknown) => {
				await takeBack(instance);
				throw greenApiRefusal(error, instance.id, 'refusal.green-api-not-registered');
			},
		);
		const done = isWritten ? 'command.restarting' : undefined;
		return answer(say, instance, { done, takenFrom, isRepaired: false });
	}

	async function repair(
		order: InstanceOrder,
		existing: Instance,
		say: Say,
	): Promise<CreatedInstance> {
		if (!isSameInstance(order, existing)) throw instanceExists(order, existing);
		const client = deps.createClient(existing);
		const { settings, state, wid } = await look(client, existing.id);
		await deps.database.stores.instanceStates.report(existing.id, {
			...{ state, wid, at: deps.clock.now() },
		});
		const target = { appUrl: order.appUrl, webhookToken: existing.webhookToken };
		const takenFrom = otherReceiver(settings, target);
		const isWritten = await applySettings(client, settings, target).catch((error: unknown) => {
			throw greenApiRefusal(error, existing.id, 'refusal.green-api-not-right');
		});
		const done = isWritten ? 'command.repaired' : 'command.was-right';
		return answer(say, { ...existing, state }, { done, takenFrom, isRepaired: true });
	}

	async function insert(instance: Instance, order: InstanceOrder): Promise<void> {
		try {
			await instances.insert(instance);
		} catch (error) {
			if (!isDuplicate(error)) throw error;
			throw instanceExists(order, await instances.find(instance.id));
		}
	}

	/** Removes the row unless it was replaced by somebody else's in the meantime. */
	async function takeBack({ id, webhookToken }: Instance): Promise<void> {
		const current = await instances.find(id);
		if (current?.webhookToken === webhookToken) await instances.remove(id);
	}
}

async function look(client: GreenApiClient, id: InstanceId): Promise<Seen> {
	try {
		const settings = await client.getSettings();
		const state = stateOf(await client.getState());
		return { settings, state, wid: textAt(settings, 'wid').slice(0, 64) };
	} catch (error) {
		throw greenApiRefusal(error, id);
	}
}

type Outcome = Pick<CreatedInstance, 'takenFrom' | 'isRepaired'> & {
	readonly done: TextKey | undefined;
};

function answer(
	say: Say,
	{ id, state }: Pick<Instance, 'id' | 'state'>,
	{ done, ...rest }: Outcome,
): CreatedInstance {
	const { takenFrom: host } = rest;
	const sentences = [
		sayPhrase(say, stateText(id, state)),
		...(done === undefined ? [] : [say(done)]),
		...(host === undefined ? [] : [say('command.taken-from', { host })]),
	];
	return {
		id,
		idInstance: id,
		state,
		isLinked: isLinked(state),
		...rest,
		message: sentences.join(' '),
	};
}

function instanceExists({ workspace, access }: InstanceOrder, existing: Instance | undefined) {
	const isHere = existing === undefined || existing.workspaceId === workspace.id;
	return refusal({
		code: 'instance-exists',
		status: 409,
		message: isHere ? 'refusal.instance-exists-here' : 'refusal.instance-exists-there',
		help: 'help.instance-exists',
		values: { instance: access.id },
	});
}
