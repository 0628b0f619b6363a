import { asObject, textAt } from '../domain/json.js';
import type { WhatsAppMessage } from './events.js';

/**
 * True for a message that came without what it is about: a text that could not be decrypted yet ({{SWE001}}), a file
 * whose link is empty. GREEN-API may send the same message again, whole (github.com/green-api/issues/issues/604).
 */
export function isIncomplete(message: WhatsAppMessage): boolean {
	const text = textAt(asObject(message.data['textMessageData']) ?? {}, 'textMessage');
	const file = asObject(message.data['fileMessageData']);
	const url = file === undefined ? undefined : textAt(file, 'downloadUrl').trim();
	return text.startsWith('{{SWE') || url === '' || url?.startsWith('{{SWE') === true;
}
