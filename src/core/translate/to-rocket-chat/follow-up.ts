import { firstTextAt, objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { BridgeMessage, BridgeQuote } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import { toRocketChatMarkup } from './markup.js';
import { subjectOf } from './wording.js';

/** A message that says something of an earlier one; the earlier one is its quote. */
export function translateFollowUp(message: WhatsAppMessage): BridgeMessage | undefined {
	switch (message.typeMessage) {
		case 'reactionMessage':
			return reaction(message);
		case 'editedMessage':
			return edit(message);
		case 'deletedMessage':
			return about(message, 'deletedMessageData', 'deleted a message.');
		case 'pollUpdateMessage':
			return votes(message);
		default:
			return undefined;
	}
}

/** Removing a reaction comes as an empty text, as far as is known. */
function reaction(message: WhatsAppMessage): BridgeMessage {
	const emoji = textAt(objectAt(message.data, 'extendedTextMessageData'), 'text').trim();
	const what = emoji === '' ? 'removed a reaction.' : `reacted with ${toRocketChatMarkup(emoji)}`;
	return about(message, 'quotedMessage', what);
}

function edit(message: WhatsAppMessage): BridgeMessage {
	const wire = objectAt(message.data, 'editedMessageData');
	const text = toRocketChatMarkup(firstTextAt(wire, 'textMessage', 'caption'));
	const what = text === '' ? 'edited a message.' : `edited a message, which now reads:\n${text}`;
	return about(message, 'editedMessageData', what);
}

/** The votes are the whole state, not what changed (docs: PollUpdateMessage). */
function votes(message: WhatsAppMessage): BridgeMessage {
	const poll = objectAt(message.data, 'pollMessageData');
	const counts = objectsOf(poll?.['votes']).map((vote) => {
		const voters: unknown = vote['optionVoters'];
		return `${textAt(vote, 'optionName')}: ${String(Array.isArray(voters) ? voters.length : 0)}`;
	});
	const name = textAt(poll, 'name');
	const title = name === '' ? '' : ` “${name}”`;
	const state = counts.length === 0 ? '.' : `: ${counts.join(', ')}`;
	return about(message, 'pollMessageData', toRocketChatMarkup(`voted in the poll${title}${state}`));
}

function about(message: WhatsAppMessage, wireName: string, what: string): BridgeMessage {
	const messageId = textAt(objectAt(message.data, wireName), 'stanzaId');
	const quote: BridgeQuote | undefined =
		message.quote ?? (messageId === '' ? undefined : { messageId });
	const text = `${subjectOf(message.origin)} ${what}`;
	return quote === undefined ? { text } : { text, quote };
}
