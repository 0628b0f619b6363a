import type { Clock } from '../clock.js';
import { BridgeError } from '../domain/errors.js';
import type { Agent, Chat } from '../domain/registry.js';
import type { Logger } from '../logging.js';
import type { Stores } from '../storage/stores.js';
import { insertNew } from './insert-new.js';
import { sayTo } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';
import { alertRow } from './owner-alerts.js';

/** Where a conversation of the chat is wanted, and by whom it shall be served. */
export type Wish = { readonly department?: string; readonly agentUserId?: string };

/** What an instance prefers for its conversations. */
export type Wishes = {
	/**
	 * Whoever served the customer last, where the preferences want that; else the owner of the instance, but in a department
	 * nobody in particular.
	 */
	of(chat: Chat): Promise<Wish>;
	/**
	 * Calls with the department, and without it where the workspace has none of that name: a customer must not be kept out
	 * by that. The owner is told, once a day.
	 */
	inDepartment<T>(chat: Chat, call: (wish: Pick<Wish, 'department'>) => Promise<T>): Promise<T>;
};

const DAY_MS = 24 * 3_600_000;

export function createWishes(
	deps: SpeakingDeps & { readonly stores: Stores; readonly clock: Clock; readonly log: Logger },
): Wishes {
	const { stores, clock, preferences } = deps;

	async function departmentOf({ workspaceId, instanceId }: Chat): Promise<string> {
		return (await preferences.of(workspaceId, instanceId)).department;
	}

	async function refused(chat: Chat, department: string, error: BridgeError): Promise<void> {
		const { workspaceId, instanceId: id } = chat;
		deps.log.warn({ instance: id, error }, 'a conversation begins outside of its department');
		const text = (await sayTo(deps, chat))('alert.department', { instance: id, department });
		const day = Math.floor(clock.now() / DAY_MS);
		const row = alertRow({ id, workspaceId, key: ['department', department, day], text });
		await insertNew(stores, [row], clock.now());
	}

	return {
		async of(chat) {
			const { department, returningCustomers } = await preferences.of(
				chat.workspaceId,
				chat.instanceId,
			);
			const last = returningCustomers === 'last-agent' ? chat.agent?.userId : undefined;
			const owner = department === '' ? (await findOwner(stores, chat))?.userId : undefined;
			const agentUserId = last ?? owner;
			return {
				...(department === '' ? {} : { department }),
				...(agentUserId === undefined ? {} : { agentUserId }),
			};
		},
		async inDepartment(chat, call) {
			const department = await departmentOf(chat);
			if (department === '') return call({});
			try {
				return await call({ department });
			} catch (error) {
				if (!isDepartmentUnknown(error)) throw error;
				await refused(chat, department, error);
				return call({});
			}
		},
	};
}

function isDepartmentUnknown(error: unknown): error is BridgeError {
	return error instanceof BridgeError && error.code === 'ROCKET_CHAT_DEPARTMENT_UNKNOWN';
}

async function findOwner({ instances, agents }: Stores, chat: Chat): Promise<Agent | undefined> {
	const instance = await instances.find(chat.instanceId);
	return instance?.agentId == null ? undefined : agents.find(instance.agentId);
}
