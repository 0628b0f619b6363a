import { objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Kind } from './kind.js';
import { bold, oneLine } from './markup.js';
import { readCard } from './vcard.js';
import { lines, subjectOf } from './wording.js';

/** One contact, or several (docs: ContactMessage, ContactsArrayMessage; the official samples nest the list twice). */
export const contacts: Kind = {
	wire: ['contactMessage', 'contactsArrayMessage'],
	title: 'one or several contacts',
	rest: 'name, organisation, position, all phones and addresses',
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
	const name = oneLine(textAt(contact, 'displayName')) || oneLine(card.name);
	const details = [...card.work, ...card.phones, ...card.emails, ...card.addresses, ...card.links];
	const kept = details.map(oneLine).filter((line) => line !== '' && line !== name);
	if (name === '' && kept.length === 0) return '';
	return lines(`👤 ${bold(name)}`.trim(), ...kept);
}
