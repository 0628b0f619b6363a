import type { MessageView } from '../../../sandbox/rocket-chat/types.js';
import type { SentRecord } from '../../../sandbox/green-api/types.js';

export const CUSTOMER = 'Mary';
export const AGENT = 'Jane';

/** A file as somebody got it. */
export type SeenFile = { readonly name: string; readonly size: number; readonly sha256: string };

/** A message as one side shows it. `answers` is the text of the message that it answers to. */
export type Line = {
	readonly by: typeof CUSTOMER | typeof AGENT;
	readonly text: string;
	readonly answers: string | undefined;
	readonly file: SeenFile | undefined;
};

/** A reference to another message, as Rocket.Chat writes it into a text. */
const REFERENCE = /\]\([^()\s]*[?&]msg=([\w-]+)\)/;
/** What stands in front of the text itself: the customer's quote is a block, the agent's a link without text. */
const QUOTE = /^(?:> [^\n]*\n|\[ \]\([^()\s]*\)\s*)/;

/** A room as an agent sees it, without what Rocket.Chat itself says in it. */
export function agentView(messages: readonly MessageView[]): Line[] {
	return messages
		.filter(({ t }) => t === undefined)
		.map((message) => ({
			by: message.from === 'visitor' ? CUSTOMER : AGENT,
			text: ownText(message),
			answers: quotedInRoom(message, messages),
			file: message.file && fileOf(message.file),
		}));
}

/** What a customer wrote, and when (epoch milliseconds): her phone shows that as it is. */
export type Written = { readonly idMessage: string; readonly at: number; readonly line: Line };

/** The chat as the customer sees it: what she wrote and what came, by time. */
export function customerView(written: readonly Written[], sent: readonly SentRecord[]): Line[] {
	const texts = new Map([
		...written.map(({ idMessage, line }): [string, string] => [idMessage, line.text]),
		...sent.map(({ idMessage, text }): [string, string] => [idMessage, text]),
	]);
	const received = sent.map((record) => ({ at: record.at, line: asLine(record, texts) }));
	return [...written, ...received].sort((one, other) => one.at - other.at).map(({ line }) => line);
}

function asLine(record: SentRecord, texts: ReadonlyMap<string, string>): Line {
	const { text, quotedMessageId, fileName, size = 0, sha256 = '' } = record;
	return {
		by: AGENT,
		text,
		answers: quotedMessageId === undefined ? undefined : texts.get(quotedMessageId),
		file: fileName === undefined ? undefined : { name: fileName, size, sha256 },
	};
}

function ownText({ text, description }: MessageView): string {
	const own = text.replace(QUOTE, '');
	return own === '' ? (description ?? '') : own;
}

function quotedInRoom(message: MessageView, room: readonly MessageView[]): string | undefined {
	const quotedId = REFERENCE.exec(message.text)?.[1];
	const quoted = room.find(({ _id }) => _id === quotedId);
	return quoted && ownText(quoted);
}

function fileOf({ name, size, sha256 }: SeenFile): SeenFile {
	return { name, size, sha256 };
}
