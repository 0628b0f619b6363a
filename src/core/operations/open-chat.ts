import { HttpError, RocketChatError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import type { ChatId, RoomId } from '../domain/ids.js';
import type { Phrase } from '../domain/phrase.js';
import type { Agent, Instance, Workspace } from '../domain/registry.js';
import { isHiddenNumber, isPhoneNumber } from '../green-api/identity.js';
import { stateOf } from '../green-api/state.js';
import { requireAgent, requireEmail, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { greenApiRefusal } from './green-api-refusals.js';
import { readInstanceId } from './instance-input.js';
import { stateText } from './instance-texts.js';
import { whichInstance } from './only-instance.js';
import { customerName, readCustomer } from './phone.js';
import { refusal, sentence } from './refusals.js';
import type { Notice } from './register-agent.js';
import { requireRegistered } from './registered-agent.js';
import { notFound } from './remove-instance.js';

export type OpenChatInput = {
	/** A phone number with country code, or the WhatsApp id of a person. */
	readonly phone: string;
	/** Through which number. Without it: the agent's only one, else the only one of the workspace. */
	readonly idInstance?: string | undefined;
	/** Who writes, when an operator acts. */
	readonly email?: string | undefined;
};

export type ChatOpened = Notice & {
	readonly roomId: RoomId;
	/** User name of who serves the room; '' when nobody does, or it is not known who. */
	readonly servedBy: string;
};

type AskingDeps = Pick<OperationDeps, 'database' | 'createClient' | 'reportState'>;

type Deps = Pick<
	OperationDeps,
	'database' | 'createClient' | 'phrasebook' | 'reportState' | 'openRoom'
>;

/**
 * Opens (or finds) the room of a customer for the agent who wants to write first; nothing is sent to the customer. Rejects
 * with RefusedError `bad-phone`, `bad-instance-id` (400), `not-allowed` (403), `not-registered`, `instance-not-found` (404),
 * `which-instance`, `not-connected`, `no-whatsapp`, `room-not-opened` (409), or the refusals of greenApiRefusal.
 */
export function createOpenChat(
	deps: Deps,
): (actor: Actor, input: OpenChatInput) => Promise<ChatOpened> {
	const { agents, instances } = deps.database.stores;
	return async (actor, input) => {
		requireAgent(actor, 'open-chat');
		const workspace = requireWorkspace(actor);
		const email = requireEmail(actor, input.email);
		const agent = await requireRegistered(agents, workspace.id, email);
		const wanted = readCustomer(input.phone);
		const own = await instances.listOfWorkspace(workspace.id);
		const instance = chooseInstance(own, agent, input.idInstance);
		await requireConnected(deps, instance);
		const chatId = await requireWhatsapp(deps, instance, wanted);
		const opened = await openRoom(deps, { workspace, agent, instance, chatId });
		return { ...opened, message: openedText(deps, actor, chatId, opened.servedBy) };
	};
}

function chooseInstance(
	all: readonly Instance[],
	agent: Agent,
	named: string | undefined,
): Instance {
	if (named !== undefined) {
		const id = readInstanceId(named);
		const found = all.find((instance) => instance.id === id);
		if (found === undefined) throw notFound(id);
		return found;
	}
	const own = all.filter(({ agentId }) => agentId === agent.id);
	const candidates = own.length > 0 ? own : all;
	const [only, other] = candidates;
	if (only !== undefined && other === undefined) return only;
	throw whichInstance(candidates);
}

/** What is stored may be old: GREEN-API is asked before somebody is refused. */
export async function requireConnected(deps: AskingDeps, instance: Instance): Promise<void> {
	if (instance.state === 'authorized') return;
	const wire = await asked(instance, deps.createClient(instance).getState());
	await deps.reportState(instance.id, wire);
	const state = stateOf(wire);
	if (state !== 'authorized') throw notConnected(stateText(instance.id, state));
}

/** Checking numbers often risks a ban: who has written to us, or was written to, is not checked again. */
export async function requireWhatsapp(
	deps: AskingDeps,
	instance: Instance,
	wanted: ChatId,
): Promise<ChatId> {
	const { chats } = deps.database.stores;
	if (isHiddenNumber(wanted)) return wanted;
	const known = await chats.findByChatId(instance.workspaceId, instance.id, wanted);
	if (known?.isRegistered === true) return wanted;
	const found = await asked(instance, deps.createClient(instance).checkWhatsapp(wanted));
	if (!found.exists) throw noWhatsapp(wanted);
	// Some countries' numbers are written in two ways; WhatsApp knows one of them.
	return found.chatId !== undefined && isPhoneNumber(found.chatId) ? found.chatId : wanted;
}

type Target = {
	readonly workspace: Workspace;
	readonly agent: Agent;
	readonly instance: Instance;
	readonly chatId: ChatId;
};

async function openRoom(deps: Deps, { workspace, agent, instance, chatId }: Target) {
	try {
		return await deps.openRoom({
			workspaceId: workspace.id,
			instanceId: instance.id,
			chatId,
			agentUserId: agent.userId,
		});
	} catch (error) {
		const isRefusal = error instanceof RocketChatError || error instanceof HttpError;
		throw isRefusal ? notOpened(error) : error;
	}
}

function openedText(deps: Deps, actor: Actor, chatId: ChatId, agent: string): string {
	const say = wordsFor(deps, actor);
	const customer = customerName(chatId);
	return agent === ''
		? say('chat.opened', { customer })
		: say('chat.opened-served', { customer, agent });
}

async function asked<Answer>(instance: Instance, answer: Promise<Answer>): Promise<Answer> {
	try {
		return await answer;
	} catch (error) {
		throw greenApiRefusal(error, instance.id);
	}
}

function notConnected(text: Phrase) {
	return refusal({
		code: 'not-connected',
		status: 409,
		message: 'refusal.not-connected',
		help: 'help.not-connected',
		values: { text },
	});
}

function noWhatsapp(chatId: ChatId) {
	return refusal({
		code: 'no-whatsapp',
		status: 409,
		message: 'refusal.no-whatsapp',
		help: 'help.no-whatsapp',
		values: { phone: customerName(chatId) },
	});
}

/** Why Rocket.Chat opened no room, and what the agent can do. */
const REASONS = {
	ROCKET_CHAT_NO_AGENT_ONLINE: ['reason.no-agent-online', 'help.no-agent-online'],
	ROCKET_CHAT_OMNICHANNEL_OFF: ['reason.omnichannel-off', 'help.omnichannel-off'],
	ROCKET_CHAT_CONTACT_BLOCKED: ['reason.contact-blocked', 'help.contact-blocked'],
} as const;

function notOpened(error: BridgeError) {
	const [key, help] = Object.entries(REASONS).find(([code]) => code === error.code)?.[1] ?? [];
	const reason = key === undefined ? sentence(error.message) : { key };
	return refusal({
		code: 'room-not-opened',
		status: 409,
		message: 'refusal.room-not-opened',
		help: help ?? 'help.room-not-opened',
		values: { reason },
		cause: error,
	});
}
