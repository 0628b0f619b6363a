import { objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { oneLine } from './markup.js';
import { aboutQuote, subjectOf } from './wording.js';

/** The choice of a row of a list (docs: ListResponseMessage; `singleSelectReply` is a text or an object). */
export const listAnswer: Kind = {
	wire: ['listResponseMessage'],
	title: 'choice from a list',
	rest: 'the chosen row, quoting the list',
	show(message, say) {
		const wire = objectAt(message.data, 'listResponseMessage');
		const [row] = objectsOf([wire?.['singleSelectReply']]);
		const id = textAt(wire, 'singleSelectReply') || textAt(row, 'selectedRowId');
		const chosen = oneLine(textAt(wire, 'title')) || oneLine(id);
		const who = subjectOf(message.origin, say);
		const text = chosen === '' ? say('choice.unknown', { who }) : say('choice', { chosen });
		return { text, ...aboutQuote(message, textAt(wire, 'stanzaId')) };
	},
};
