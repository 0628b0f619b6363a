import { firstTextAt, objectAt, objectsOf, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { bold, italic, oneLine, toRocketChatMarkup } from './markup.js';
import { lines, subjectOf } from './wording.js';

/** A list to choose from (docs: ListMessage). */
export const list: Kind = {
	wire: ['listMessage'],
	title: 'list to choose from',
	rest: 'text and the rows as a list',
	show({ data, origin }, say) {
		const wire = objectAt(data, 'listMessage');
		const button = oneLine(textAt(wire, 'buttonText'));
		const shown = lines(
			bold(textAt(wire, 'title')),
			toRocketChatMarkup(textAt(wire, 'contentText')),
			...objectsOf(wire?.['sections']).flatMap(sectionLines),
			italic(textAt(wire, 'footer')),
			button === '' ? '' : `[${button}]`,
		);
		const what = say('kind.a.list');
		return { text: shown === '' ? say('see-phone', { who: subjectOf(origin, say), what }) : shown };
	},
};

function sectionLines(section: JsonObject): readonly string[] {
	const title = oneLine(textAt(section, 'title'));
	const rows = objectsOf(section['rows']).map((row) => {
		const parts = [firstTextAt(row, 'title', 'rowId'), textAt(row, 'description')];
		const shown = oneLine(parts.filter((part) => part.trim() !== '').join(': '));
		return shown === '' ? '' : `- ${shown}`;
	});
	return [title === '' ? '' : `${title}:`, ...rows];
}
