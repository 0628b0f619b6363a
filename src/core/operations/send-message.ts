import { randomBytes } from 'node:crypto';
import { RefusedError } from '../domain/errors.js';
import { eventKey } from '../domain/event-key.js';
import type { ChatId } from '../domain/ids.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat, Instance } from '../domain/registry.js';
import { createChatBook } from '../ledger/chat-book.js';
import { canonicalChat } from '../ledger/identity.js';
import { insertNew } from '../ledger/insert-new.js';
import { notKept } from '../ledger/open-chat.js';
import { noticeRow } from '../ledger/notice-row.js';
import { sayTo } from '../ledger/outbound-notices.js';
import type { SpeakingDeps } from '../ledger/outbound-notices.js';
import { splitText } from '../translate/to-whatsapp/split-text.js';
import { LONGEST_TEXT } from '../translate/to-whatsapp/index.js';
import type { Clock } from '../clock.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { onlyInstance } from './only-instance.js';
import type { OnlyInstanceChoice } from './only-instance.js';
import { requireConnected, requireWhatsapp } from './open-chat.js';
import { readCustomer } from './phone.js';
import { refusal } from './refusals.js';

export type SendMessageInput = OnlyInstanceChoice & {
	/** A phone number with country code, or the WhatsApp id of a person. */
	readonly phone: string;
	readonly text: string;
};

export type MessageAccepted = {
	/** The numbers of its rows: a long text is several messages. */
	readonly ids: readonly number[];
	readonly instanceId: Instance['id'];
	readonly chatId: ChatId;
	/** False: GREEN-API did not answer, so nobody knows yet whether the number has WhatsApp. */
	readonly isChecked: boolean;
};

export type SendMessageDeps = Pick<OperationDeps, 'database' | 'createClient' | 'reportState'> &
	SpeakingDeps & { readonly clock: Clock };

const LONGEST_SHOWN = 3000;
/** What GREEN-API could not be asked is found out when the message is sent. */
const NO_ANSWER = ['green-api-unreachable', 'green-api-busy'];

/**
 * Writes a message to a customer down, behind everything that goes to them already; a daemon sends it, the one that runs or
 * the next one. An open room of theirs shows it. Nothing is opened where none is. Rejects with RefusedError `bad-phone`,
 * `no-text`, as onlyInstance does, `not-connected`, `no-whatsapp` (409), or `green-api-refused` (422).
 */
export function createSendMessage(
	deps: SendMessageDeps,
): (actor: Operator, input: SendMessageInput) => Promise<MessageAccepted> {
	const { database, clock } = deps;
	const { stores } = database;
	return async (actor, { phone, text, ...choice }) => {
		const wanted = readCustomer(phone);
		if (text.trim() === '') throw noText();
		const instance = await onlyInstance(stores, actor, choice);
		const { chatId, isChecked } = await check(deps, instance, wanted);
		const rows = await rowsOf(deps, instance, chatId, text.trim());
		await database.transaction(async (transaction) => {
			await insertNew(transaction, rows, clock.now());
			for (const laneId of new Set(rows.map((row) => row.laneId)))
				await transaction.lanes.wake(laneId, clock.now());
		});
		const keys = rows.filter(({ kind }) => kind === 'auto').map((row) => row.eventKey);
		const stored = await stores.messages.listByEventKeys(keys);
		const ids = stored.map(({ id }) => id).toSorted((one, other) => one - other);
		return { ids, instanceId: instance.id, chatId, isChecked };
	};
}

async function check(
	deps: SendMessageDeps,
	instance: Instance,
	wanted: ChatId,
): Promise<Pick<MessageAccepted, 'chatId' | 'isChecked'>> {
	try {
		await requireConnected(deps, instance);
		return { chatId: await requireWhatsapp(deps, instance, wanted), isChecked: true };
	} catch (error) {
		const isSilent = error instanceof RefusedError && NO_ANSWER.includes(error.code);
		if (!isSilent) throw error;
		return { chatId: wanted, isChecked: false };
	}
}

/** The message, in as many parts as WhatsApp needs, and what shows it to the agent. */
async function rowsOf(
	deps: SendMessageDeps,
	instance: Instance,
	chatId: ChatId,
	text: string,
): Promise<NewLedgerMessage[]> {
	const chats = createChatBook({ stores: deps.database.stores, clock: deps.clock });
	const chat = await chatOf(deps, instance, chatId);
	const { workspaceId, instanceId } = chat;
	const laneId = await chats.lane(chat, 'outbound');
	const id = randomBytes(12).toString('hex');
	const parts = splitText(text, LONGEST_TEXT).map((partText, part): NewLedgerMessage => ({
		eventKey: eventKey(['terminal', id, part]),
		...{ direction: 'outbound', workspaceId, instanceId, laneId },
		...{ kind: 'auto', sourceId: '', part, state: 'pending' },
		payload: JSON.stringify({ text: partText }),
	}));
	const say = await sayTo(deps, chat);
	const notice = noticeRow({
		...{ chat, laneId: await chats.lane(chat, 'inbound'), about: '' },
		...{ key: ['terminal', id], text: say('outgoing.terminal', { text: shortened(text) }) },
	});
	return [...parts, notice];
}

async function chatOf(
	{ database, clock }: SendMessageDeps,
	{ workspaceId, id: instanceId }: Instance,
	chatId: ChatId,
): Promise<Chat> {
	const { stores } = database;
	const chats = createChatBook({ stores, clock });
	const { id } = await chats.chatOf({ workspaceId, instanceId }, chatId, '');
	const chat = await stores.chats.find(id);
	if (chat === undefined) throw notKept();
	return canonicalChat(stores, chat);
}

/** A notice must not be longer than a workspace takes (5000 characters, unless it was changed). */
function shortened(text: string): string {
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function noText() {
	return refusal({
		code: 'no-text',
		status: 400,
		message: 'refusal.no-text',
		help: 'help.no-text',
	});
}
