import type { IncomingMessage } from 'node:http';
import { asText, type WireObject } from '../read.js';
import type { SandboxInstance } from './instance.js';
import { validationFailed } from './refusals.js';
import type { GreenApiSandboxOptions, JournalMessage, ServedFile } from './types.js';

/** A call of one method of one instance, after the token was found right. */
export type MethodCall = {
	readonly instance: SandboxInstance;
	readonly request: IncomingMessage;
	readonly query: URLSearchParams;
	readonly options: GreenApiSandboxOptions;
	/** The JSON body. */
	body(): Promise<WireObject>;
	/** Keeps a file and answers with its address. */
	serve(file: ServedFile): string;
};

/** A method of the API. What `run` answers is the body; undefined = an empty one. */
export type Method = {
	readonly verb: 'GET' | 'POST';
	/** True where a state other than authorized is refused. */
	readonly needsAccount: boolean;
	/** Calls per second (reference 1.4). */
	readonly limit: number;
	run(call: MethodCall): unknown;
};

const CHAT_ID = /^\S+@(c\.us|g\.us|lid)$/;

/** A required text field; refuses with a validation error. */
export function requiredText(call: MethodCall, body: WireObject, name: string): string {
	const value = body[name];
	if (typeof value === 'string' && value !== '') return value;
	throw validationFailed(call.request, `'${name}' is required`);
}

/** The required chatId of a body, in one of the known forms (reference 1.6). */
export function requiredChat(call: MethodCall, body: WireObject): string {
	const chatId = requiredText(call, body, 'chatId');
	if (CHAT_ID.test(chatId)) return chatId;
	throw validationFailed(call.request, `'chatId' is not valid`);
}

/** The message a body names by chatId and idMessage. */
export function requiredMessage(call: MethodCall, body: WireObject): JournalMessage {
	const chatId = requiredChat(call, body);
	const idMessage = requiredText(call, body, 'idMessage');
	const message = call.instance.journal.find(chatId, idMessage);
	if (message !== undefined) return message;
	throw validationFailed(call.request, `message with 'idMessage' is not found in the chat`);
}

/** The optional quotedMessageId, which must belong to the same chat. */
export function checkedQuote(
	call: MethodCall,
	chatId: string,
	quotedMessageId: unknown,
): string | undefined {
	const quoted = asText(quotedMessageId);
	if (quoted === '') return undefined;
	if (call.instance.journal.find(chatId, quoted) !== undefined) return quoted;
	throw validationFailed(call.request, `'quotedMessageId' is not found in the chat`);
}
