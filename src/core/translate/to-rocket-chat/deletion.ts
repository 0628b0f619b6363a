import { objectAt, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { aboutQuote } from './wording.js';

/** A deletion as a line of its own, for where the message can't be marked (docs: DeletedMessage). */
export const deletion: Kind = {
	wire: ['deletedMessage'],
	title: 'deletion',
	rest: 'the message is marked and keeps its text, or is deleted (preference deletions)',
	show: (message, say) => ({
		text: say('deletion'),
		...aboutQuote(message, textAt(objectAt(message.data, 'deletedMessageData'), 'stanzaId')),
	}),
};
