import { objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { readCard } from './vcard.js';
import { lines, subjectOf } from './wording.js';

/** One contact, or several (docs: ContactMessage, ContactsArrayMessage; the official samples nest the list twice). */
export const contacts: Kind = {
	wire: ['contactMessage', 'contactsArrayMessage'],
	title: 'one or several contacts',
	rest: 'name, organisation, all phones and e-mail addresses',
	show(message, say) {
		const cards = contactsOf(message).map(describe);
		const shown = cards.filter((card) => card !== '');
		const who = subjectOf(message.origin, say);
		return { text: shown.length === 0 ? say('contact.unknown', { who }) : shown.join('\n\n') };
	},
};

function contactsOf({ data }: WhatsAppMessage): readonly JsonObject[] {
	const one = objectAt(data, 'contactMessageData');
	if (one !== undefined) return [one];
	const nested = objectAt(data, 'messageData');
	return [...objectsOf(data['contacts']), ...objectsOf(nested?.['contacts'])];
}

function describe(contact: JsonObject): string {
	const card = readCard(textAt(contact, 'vcard'));
	const name = toRocketChatMarkup(textAt(contact, 'displayName') || card.name);
	const details = [card.organisation, ...card.phones, ...card.emails, ...card.addresses];
	const kept = details.map(toRocketChatMarkup).filter((line) => line !== '' && line !== name);
	if (name === '' && kept.length === 0) return '';
	const title = name === '' ? '👤' : `👤 *${name.replace(/[*\n]/g, ' ')}*`;
	return lines(title, ...kept);
}
