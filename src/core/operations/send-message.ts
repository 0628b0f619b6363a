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
import type { Automatic, KeptFile } from '../ledger/payloads.js';
import type { Stores } from '../storage/stores.js';
import { splitText } from '../translate/to-whatsapp/split-text.js';
import { fileParts, LONGEST_TEXT } from '../translate/to-whatsapp/index.js';
import type { Clock } from '../clock.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { asAgentFile, checkFile, keepFile } from './keep-file.js';
import type { OwnFile } from './keep-file.js';
import { onlyInstance } from './only-instance.js';
import type { OnlyInstanceChoice } from './only-instance.js';
import { requireConnected, requireWhatsapp } from './open-chat.js';
import { readCustomer } from './phone.js';
import { refusal } from './refusals.js';

export type SendMessageInput = OnlyInstanceChoice & {
	/** A phone number with country code, or the WhatsApp id of a person. */
	readonly phone: string;
	/** Of a file its caption, which may be empty. */
	readonly text: string;
	readonly file?: OwnFile | undefined;
};

export type MessageAccepted = {
	/** The numbers of its rows: a long text is several messages. */
	readonly ids: readonly number[];
	readonly instanceId: Instance['id'];
	readonly chatId: ChatId;
	/** False: GREEN-API did not answer, so nobody knows yet whether the number has WhatsApp. */
	readonly isChecked: boolean;
	readonly file: KeptFile | undefined;
};

export type SendMessageDeps = Pick<OperationDeps, 'database' | 'createClient' | 'reportState'> &
	SpeakingDeps & { readonly clock: Clock };

const LONGEST_SHOWN = 3000;
/** What GREEN-API could not be asked is found out when the message is sent. */
const NO_ANSWER = ['green-api-unreachable', 'green-api-busy'];

/**
 * Writes a message to a customer down, behind everything that goes to them already; a daemon sends it, the one that runs or
 * the next one. An open room of theirs shows it. Nothing is opened where none is. A file is in the database before its
 * message is. Rejects with RefusedError `bad-phone`, `no-text`, as onlyInstance and keepFile do, `not-connected`, `no-whatsapp`
 * (409), or `green-api-refused` (422).
 */
export function createSendMessage(
	deps: SendMessageDeps,
): (actor: Operator, input: SendMessageInput) => Promise<MessageAccepted> {
	const { database, clock } = deps;
	const { stores } = database;
	return async (actor, { phone, text, file, ...choice }) => {
		const wanted = readCustomer(phone);
		if (file !== undefined) checkFile(file);
		else if (text.trim() === '') throw noText();
		const instance = await onlyInstance(stores, actor, choice);
		const { chatId, isChecked } = await check(deps, instance, wanted);
		const place = await placeOf(deps, instance, chatId);
		const letter = await letterOf(deps, text.trim(), file);
		const rows = await rowsOf(deps, place, letter);
		await database.transaction((transaction) => write(transaction, rows, letter, clock.now()));
		const keys = rows.filter(({ kind }) => kind === 'auto').map((row) => row.eventKey);
		const stored = await stores.messages.listByEventKeys(keys);
		const ids = stored.map(({ id }) => id).toSorted((one, other) => one - other);
		return { ids, instanceId: instance.id, chatId, isChecked, file: letter.file };
	};
}

/** What is sent, in as many parts as WhatsApp needs; one of them may be a file that is kept already. */
type Letter = {
	readonly id: string;
	readonly text: string;
	readonly parts: readonly Automatic[];
	readonly file: KeptFile | undefined;
	/** '' without a file. */
	readonly fileKey: string;
};

/** The chat, and the lane to the customer. */
type Place = { readonly chat: Chat; readonly laneId: number };

async function placeOf(deps: SendMessageDeps, instance: Instance, chatId: ChatId): Promise<Place> {
	const chats = createChatBook({ stores: deps.database.stores, clock: deps.clock });
	const chat = await chatOf(deps, instance, chatId);
	return { chat, laneId: await chats.lane(chat, 'outbound') };
}

async function letterOf(
	{ database, clock }: SendMessageDeps,
	text: string,
	own: OwnFile | undefined,
): Promise<Letter> {
	const id = randomBytes(12).toString('hex');
	if (own === undefined) {
		const parts = splitText(text, LONGEST_TEXT).map((part) => ({ text: part }));
		return { id, text, parts, file: undefined, fileKey: '' };
	}
	const messages = fileParts(asAgentFile(own), text);
	const fileKey = partKey(id, messages.length - 1);
	const file = await keepFile({ chunks: database.stores.fileChunks, clock }, fileKey, own);
	const parts = messages.map((part) => ({ text: part.text, ...(part.file && { file }) }));
	return { id, text, parts, file, fileKey };
}

/** The file comes last. */
function partKey(id: string, part: number): string {
	return eventKey(['terminal', id, part]);
}

async function write(
	stores: Stores,
	rows: readonly NewLedgerMessage[],
	{ file, fileKey }: Letter,
	now: number,
): Promise<void> {
	// A machine that slept for an hour meanwhile: a daemon has removed what nobody seemed to need.
	if (file !== undefined && (await stores.fileChunks.count(fileKey)) !== file.chunks)
		throw tooSlow(file.name);
	await insertNew(stores, rows, now);
	for (const laneId of new Set(rows.map((row) => row.laneId))) await stores.lanes.wake(laneId, now);
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

/** The parts, and what shows them to the agent. */
async function rowsOf(
	deps: SendMessageDeps,
	{ chat, laneId }: Place,
	{ id, text, parts, file }: Letter,
): Promise<NewLedgerMessage[]> {
	const chats = createChatBook({ stores: deps.database.stores, clock: deps.clock });
	const { workspaceId, instanceId } = chat;
	const rows = parts.map((automatic, part): NewLedgerMessage => ({
		eventKey: partKey(id, part),
		...{ direction: 'outbound', workspaceId, instanceId, laneId },
		...{ kind: 'auto', sourceId: '', part, state: 'pending' },
		payload: JSON.stringify(automatic),
	}));
	const say = await sayTo(deps, chat);
	const words = shortened(text);
	const shown =
		file === undefined
			? say('outgoing.terminal', { text: words })
			: say('outgoing.terminal-file', { name: file.name, text: words }).trimEnd();
	const notice = noticeRow({
		...{ chat, laneId: await chats.lane(chat, 'inbound'), about: '' },
		...{ key: ['terminal', id], text: shown },
	});
	return [...rows, notice];
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

function tooSlow(name: string) {
	return refusal({
		code: 'file-too-slow',
		status: 409,
		message: 'refusal.file-too-slow',
		help: 'help.file-too-slow',
		values: { name },
	});
}

function noText() {
	return refusal({
		code: 'no-text',
		status: 400,
		message: 'refusal.no-text',
		help: 'help.no-text',
	});
}
