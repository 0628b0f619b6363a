import { systemClock, type Clock } from '../clock.js';
import { asChatId, asWaMessageId, type ChatId, type WaMessageId } from '../domain/ids.js';
import {
	asObject,
	firstTextAt,
	objectsOf,
	parseJson,
	textAt,
	type JsonObject,
} from '../domain/json.js';
import { multipartBody } from '../http/multipart.js';
import type { HttpClient, HttpRequest } from '../http/types.js';
import { greenApiError, unreadableAnswer, type FailedCall } from './errors.js';
import { readQr } from './qr.js';
import { readJournaled, readQueued } from './sent-messages.js';
import type {
	GreenApiClient,
	InstanceAccess,
	OutgoingFile,
	OutgoingText,
	SentMessage,
} from './types.js';

const CALL_MS = 30_000;
const UPLOAD_MS = 5 * 60_000;

type Call = {
	readonly method: string;
	/** Which of the instance's two addresses. */
	readonly host?: 'apiUrl' | 'mediaUrl';
	/** Comes after the token, e.g. `?minutes=5`. */
	readonly query?: string;
	readonly request?: Partial<Pick<HttpRequest, 'body' | 'headers' | 'timeoutMs'>>;
	/** What the call carries: texts for the customer, secrets; never shown. */
	readonly content?: readonly string[];
};

/** Makes a call, answers with the JSON of a 200, throws GreenApiError or HttpError for everything else. */
type Caller = {
	call(call: Call): Promise<unknown>;
	/** The error for a 200 that lacks what was asked for. */
	unreadable(call: Call): Error;
};

/** Creates the client of one instance; see GreenApiClient for what it guarantees. Calls nothing by itself. */
export function createGreenApiClient(deps: {
	readonly http: HttpClient;
	readonly access: InstanceAccess;
	readonly clock?: Pick<Clock, 'now'>;
}): GreenApiClient {
	const caller = createCaller(deps.http, deps.access, deps.clock ?? systemClock);
	return {
		...accountCalls(caller),
		...linkCalls(caller),
		sendText: (message) => send(caller, textCall(message)),
		sendFile: (file) => send(caller, fileCall(file)),
		async editText({ chatId, messageId, text }) {
			const request = json({ chatId, idMessage: messageId, message: text });
			const answer = await caller.call({ method: 'editMessage', request, content: [text] });
			const id = textAt(asObject(answer), 'idMessage');
			return id === '' ? undefined : asWaMessageId(id);
		},
		async deleteMessage({ chatId, messageId }) {
			await caller.call({
				method: 'deleteMessage',
				request: json({ chatId, idMessage: messageId }),
			});
		},
		async sendReaction({ chatId, messageId, emoji }) {
			const request = json({ chatId, idMessage: messageId, reaction: emoji });
			await caller.call({ method: 'sendReaction', request });
		},
		async markRead(chatId) {
			await caller.call({ method: 'readChat', request: json({ chatId }) });
		},
		async findDownloadUrl({ chatId, messageId }) {
			const request = json({ chatId, idMessage: messageId });
			const answer = await caller.call({ method: 'downloadFile', request });
			return textAt(asObject(answer), 'downloadUrl').trim() || undefined;
		},
		async checkWhatsapp(chatId) {
			const answer = asObject(
				await caller.call({ method: 'checkWhatsapp', request: json({ chatId }) }),
			);
			return { exists: answer?.['existsWhatsapp'] === true, chatId: chatIdAt(answer) };
		},
		async getContactInfo(chatId) {
			const answer = asObject(
				await caller.call({ method: 'getContactInfo', request: json({ chatId }) }),
			);
			return { chatId: chatIdAt(answer), name: firstTextAt(answer, 'contactName', 'name') };
		},
		listQueue: async () =>
			(await list(caller, { method: 'showMessagesQueue' })).flatMap(readQueued),
		async listSent(minutes) {
			const query = `?minutes=${String(Math.ceil(minutes))}`;
			const entries = await list(caller, { method: 'lastOutgoingMessages', query });
			return entries.map(readJournaled).filter((one): one is SentMessage => one !== undefined);
		},
	};
}

type AccountCalls = Pick<
	GreenApiClient,
	'getSettings' | 'setSettings' | 'getState' | 'getAccount' | 'logout' | 'reboot' | 'countWebhooks'
>;

/** What is about the account itself. */
function accountCalls(caller: Caller): AccountCalls {
	return {
		getSettings: () => object(caller, 'getSettings'),
		async setSettings(settings) {
			const content = Object.values(settings).filter((value) => typeof value === 'string');
			await caller.call({ method: 'setSettings', request: json(settings), content });
		},
		async getState() {
			const call = { method: 'getStateInstance' };
			const answer = await object(caller, call.method);
			if (!('stateInstance' in answer)) throw caller.unreadable(call);
			return textAt(answer, 'stateInstance');
		},
		async getAccount() {
			const answer = await object(caller, 'getWaSettings');
			const phone = /^\d{5,20}$/.exec(shortText(answer['phone']))?.[0] ?? '';
			const suspendedUntil = shortText(answer['suspendedUntil']);
			return { phone, state: textAt(answer, 'stateInstance'), suspendedUntil };
		},
		logout: async () => (await object(caller, 'logout'))['isLogout'] === true,
		reboot: async () => (await object(caller, 'reboot'))['isReboot'] === true,
		async countWebhooks() {
			const call = { method: 'getWebhooksCount' };
			// Its name is documented with a Cyrillic letter on some pages.
			const count = Object.values(await object(caller, call.method)).find(isNumber);
			if (count === undefined) throw caller.unreadable(call);
			return count;
		},
	};
}

/** The two ways in which a phone is linked. */
function linkCalls(caller: Caller): Pick<GreenApiClient, 'getQr' | 'getPairingCode'> {
	return {
		async getQr() {
			const call = { method: 'qr' };
			const answer = readQr(asObject(await caller.call(call)));
			if (answer === undefined) throw caller.unreadable(call);
			return answer;
		},
		async getPairingCode(phone) {
			const request = json({ phoneNumber: phone });
			const content = [String(phone)];
			const answer = asObject(
				await caller.call({ method: 'getAuthorizationCode', request, content }),
			);
			const code = answer?.['status'] === true ? textAt(answer, 'code').trim() : '';
			// What is shown to people: letters, digits and a hyphen at most.
			return /^[\w-]{4,20}$/.test(code) ? code : undefined;
		},
	};
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}

/** Of a value whose form is not documented. */
function shortText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : '';
}

async function object(caller: Caller, method: string): Promise<JsonObject> {
	const answer = asObject(await caller.call({ method }));
	if (answer === undefined) throw caller.unreadable({ method });
	return answer;
}

/** `{apiUrl}/waInstance{id}/{method}/{token}` (docs: api/request-format); the address is a secret. */
function addressOf(access: InstanceAccess, call: Call): string {
	const host = access[call.host ?? 'apiUrl'].replace(/\/+$/, '');
	const token = encodeURIComponent(access.apiToken);
	return `${host}/waInstance${access.id}/${call.method}/${token}${call.query ?? ''}`;
}

function createCaller(http: HttpClient, access: InstanceAccess, clock: Pick<Clock, 'now'>): Caller {
	const describe = (call: Call): FailedCall => ({
		method: call.method,
		instanceId: access.id,
		isWrite: call.request !== undefined,
		secrets: [access.apiToken, ...(call.content ?? [])],
		now: clock.now(),
	});
	return {
		unreadable: (call) => unreadableAnswer(describe(call)),
		async call(call) {
			const answer = await http.send({
				method: call.request === undefined ? 'GET' : 'POST',
				url: addressOf(access, call),
				label: `GREEN-API ${call.method}`,
				timeoutMs: CALL_MS,
				...call.request,
			});
			if (answer.status !== 200) throw greenApiError(answer, describe(call));
			return parseJson(answer.text);
		},
	};
}

function chatIdAt(answer: JsonObject | undefined): ChatId | undefined {
	const id = textAt(answer, 'chatId');
	return id === '' ? undefined : asChatId(id);
}

function json(body: object): NonNullable<Call['request']> {
	return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function textCall(message: OutgoingText): Call {
	const { chatId, text, quotedMessageId } = message;
	const body = { chatId, message: text, ...(quotedMessageId && { quotedMessageId }) };
	return { method: 'sendMessage', request: json(body), content: [text] };
}

function fileCall(file: OutgoingFile): Call {
	const { chatId, name, caption, quotedMessageId } = file;
	const fields = {
		chatId,
		fileName: name,
		...(caption !== '' && { caption }),
		...(quotedMessageId && { quotedMessageId }),
	};
	return {
		method: 'sendFileByUpload',
		host: 'mediaUrl',
		request: { ...multipartBody(fields, { field: 'file', ...file }), timeoutMs: UPLOAD_MS },
		content: [caption, name],
	};
}

async function send(caller: Caller, call: Call): Promise<WaMessageId> {
	const id = textAt(asObject(await caller.call(call)), 'idMessage');
	if (id === '') throw caller.unreadable(call);
	return asWaMessageId(id);
}

async function list(caller: Caller, call: Call): Promise<readonly JsonObject[]> {
	const answer = await caller.call(call);
	if (!Array.isArray(answer)) throw caller.unreadable(call);
	return objectsOf(answer);
}
