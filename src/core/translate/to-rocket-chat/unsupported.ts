import type { BridgeMessage } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import { seeOnPhone } from './wording.js';

/** What each kind is called, with article. Kinds: docs `receiving/notifications-format`. */
const WITH_ARTICLE: ReadonlyMap<string, string> = new Map([
	['locationMessage', 'a location'],
	['contactMessage', 'a contact'],
	['contactsArrayMessage', 'several contacts'],
	['pollMessage', 'a poll'],
	['buttonsMessage', 'a message with buttons'],
	['templateMessage', 'a message with buttons'],
	['interactiveButtons', 'a message with buttons'],
	['listMessage', 'a list to choose from'],
	['buttonsResponseMessage', 'the choice of a button'],
	['templateButtonsReplyMessage', 'the choice of a button'],
	['templateButtonReplyMessage', 'the choice of a button'],
	['interactiveButtonsReply', 'the choice of a button'],
	['listResponseMessage', 'a choice from a list'],
	['groupInviteMessage', 'an invitation to a group'],
]);

/** Every kind that has no translator of its own, those not invented yet included: a sentence that names it. */
export function translateUnsupported(message: WhatsAppMessage): BridgeMessage {
	const what =
		WITH_ARTICLE.get(message.typeMessage) ?? 'a message of a kind that the bridge does not know';
	return { text: seeOnPhone(message.origin, what) };
}
