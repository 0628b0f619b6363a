import { objectAt, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { aboutQuote } from './wording.js';

/** A reaction (docs: ReactionMessage). Taking one back comes as an empty text, as far as is known. */
export const reaction: Kind = {
	wire: ['reactionMessage'],
	title: 'reaction',
	rest: 'a short line that quotes the message and is kept up to date',
	app: 'at the message itself in personal chats; in groups, and for emoji that Rocket.Chat does not know, that line',
	show(message, say) {
		const wire = objectAt(message.data, 'extendedTextMessageData');
		const emoji = toRocketChatMarkup(textAt(wire, 'text'));
		const text = emoji === '' ? say('reaction.removed') : say('reaction', { emoji });
		return {
			text,
			...aboutQuote(message, textAt(objectAt(message.data, 'quotedMessage'), 'stanzaId')),
		};
	},
};
