import { asObject, numberAt, objectAt, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Kind } from './kind.js';
import { bold, toRocketChatMarkup } from './markup.js';
import { lines, subjectOf } from './wording.js';

/** A place on the map (docs: LocationMessage). */
export const location: Kind = {
	wire: ['locationMessage', 'liveLocationMessage'],
	title: 'location',
	rest: 'name, address and a link to the map',
	show(message, say) {
		const wire = placeOf(message);
		const name = textAt(wire, 'nameLocation');
		const address = textAt(wire, 'address');
		const link = mapLink(numberAt(wire, 'latitude'), numberAt(wire, 'longitude'));
		const shown = [bold(name), address === name ? '' : toRocketChatMarkup(address), link].filter(
			(line) => line !== '',
		);
		const [first, ...rest] = shown;
		if (first === undefined)
			return { text: say('location.unknown', { who: subjectOf(message.origin, say) }) };
		return { text: lines(`📍 ${first}`, ...rest) };
	},
};

/** The documentation has no live location: whatever its object is called, it has a latitude. */
function placeOf({ data }: WhatsAppMessage): JsonObject | undefined {
	const others = Object.values(data).map(asObject);
	return (
		objectAt(data, 'locationMessageData') ??
		others.find((one) => numberAt(one, 'latitude') !== undefined)
	);
}

function mapLink(latitude: number | undefined, longitude: number | undefined): string {
	if (latitude === undefined || longitude === undefined) return '';
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return '';
	return `https://www.google.com/maps?q=${latitude},${longitude}`;
}
