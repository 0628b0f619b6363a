import { firstTextAt, objectAt, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { aboutQuote } from './wording.js';

/** An edit as a line of its own, for where it can't be made in place (docs: EditedMessage). */
export const edit: Kind = {
	wire: ['editedMessage'],
	title: 'edit',
	rest: 'in place, the earlier text below it (preference edits); else a line that quotes the message',
	show(message, say) {
		const wire = objectAt(message.data, 'editedMessageData');
		const text = toRocketChatMarkup(firstTextAt(wire, 'textMessage', 'caption'));
		return {
			text: text === '' ? say('edit.unknown') : `${say('edit')}\n${text}`,
			...aboutQuote(message, textAt(wire, 'stanzaId')),
		};
	},
};
