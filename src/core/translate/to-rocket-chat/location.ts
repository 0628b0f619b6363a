import { numberAt, objectAt, textAt } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { lines, subjectOf } from './wording.js';

/** A place on the map (docs: LocationMessage). */
export const location: Kind = {
	wire: ['locationMessage', 'liveLocationMessage'],
	title: 'location',
	rest: 'name, address and a link to the map',
	show(message, say) {
		const wire = objectAt(message.data, 'locationMessageData');
		const name = toRocketChatMarkup(textAt(wire, 'nameLocation'));
		const address = toRocketChatMarkup(textAt(wire, 'address'));
		const place = name === '' ? '' : `*${name.replace(/[*\n]/g, ' ')}*`;
		const link = mapLink(numberAt(wire, 'latitude'), numberAt(wire, 'longitude'));
		const shown = [place, address === name ? '' : address, link].filter((line) => line !== '');
		const [first, ...rest] = shown;
		if (first === undefined)
			return { text: say('location.unknown', { who: subjectOf(message.origin, say) }) };
		return { text: lines(`📍 ${first}`, ...rest) };
	},
};

function mapLink(latitude: number | undefined, longitude: number | undefined): string {
	if (latitude === undefined || longitude === undefined) return '';
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return '';
	return `https://www.google.com/maps?q=${latitude},${longitude}`;
}
