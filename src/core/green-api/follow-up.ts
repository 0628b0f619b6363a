import { asWaMessageId } from '../domain/ids.js';
import type { WaMessageId } from '../domain/ids.js';
import { asObject, firstTextAt, objectAt, textAt } from '../domain/json.js';
import type { FollowUpKind } from '../domain/ledger.js';
import type { WhatsAppMessage } from './events.js';

/** An event that says something of an earlier message; `about` is that message's id. */
export type FollowUp = {
	readonly kind: FollowUpKind;
	readonly about: WaMessageId;
	/** The new text of an edit, the emoji of a reaction ('' = taken away); '' for the others. */
	readonly text: string;
};

type Reader = { readonly kind: FollowUpKind; readonly source: string; readonly text: string[] };

/** Where each kind keeps the id of its message, and what it says (docs: EditedMessage, DeletedMessage, ReactionMessage, PollUpdateMessage). */
const READERS: ReadonlyMap<string, Reader> = new Map([
	[
		'editedMessage',
		{ kind: 'edit', source: 'editedMessageData', text: ['textMessage', 'caption'] },
	],
	['deletedMessage', { kind: 'deletion', source: 'deletedMessageData', text: [] }],
	['reactionMessage', { kind: 'reaction', source: 'quotedMessage', text: [] }],
	['pollUpdateMessage', { kind: 'votes', source: 'pollMessageData', text: [] }],
]);

/** Undefined for a message of its own, and for a follow-up that does not tell what it is about. */
export function followUpOf({ typeMessage, data }: WhatsAppMessage): FollowUp | undefined {
	const reader = READERS.get(typeMessage);
	if (reader === undefined) return undefined;
	const source = objectAt(data, reader.source);
	const about = textAt(source, 'stanzaId').trim();
	if (about === '') return undefined;
	const reaction = textAt(asObject(data['extendedTextMessageData']), 'text').trim();
	const text = reader.kind === 'reaction' ? reaction : firstTextAt(source, ...reader.text);
	return { kind: reader.kind, about: asWaMessageId(about), text };
}

/** The message as if it had been sent with this text (for a file: this caption) from the beginning. */
export function withText(message: WhatsAppMessage, text: string): WhatsAppMessage {
	const file = asObject(message.data['fileMessageData']);
	if (file !== undefined) {
		const data = { ...message.data, fileMessageData: { ...file, caption: text } };
		return { ...message, data };
	}
	const data = { typeMessage: 'textMessage', textMessageData: { textMessage: text } };
	return { ...message, typeMessage: 'textMessage', data };
}
