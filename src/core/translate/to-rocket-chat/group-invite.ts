import { numberAt, objectAt, textAt } from '../../domain/json.js';
import type { JsonObject } from '../../domain/json.js';
import type { Kind } from './kind.js';
import { oneLine, toRocketChatMarkup } from './markup.js';
import { lines } from './wording.js';

/** An invitation to a group (docs: GroupInviteMessage; the official C++ schema has its end as `{low, high}` too). */
export const groupInvite: Kind = {
	wire: ['groupInviteMessage'],
	title: 'invitation to a group',
	rest: 'name of the group, text and link',
	show({ data }, say) {
		const wire = objectAt(data, 'groupInviteMessageData');
		const group = oneLine(textAt(wire, 'groupName').replaceAll('*', ' '));
		const caption = toRocketChatMarkup(textAt(wire, 'caption'));
		const code = textAt(wire, 'inviteCode');
		// The code is part of a link: whatever else is in it can't be one.
		const link = /^[\w/+=-]{6,64}$/.test(code)
			? `https://chat.whatsapp.com/${encodeURIComponent(code)}`
			: '';
		const until = endOf(wire);
		return {
			text: lines(
				`👥 ${group === '' ? say('invite') : say('invite.named', { group })}`,
				caption,
				link,
				until === undefined ? '' : say('invite.until', { until }),
			),
		};
	},
};

/** Larger numbers can only be milliseconds. */
const LAST_PLAUSIBLE_SECOND = 1e11;

/** The day, UTC; undefined where it does not end. */
function endOf(wire: JsonObject | undefined): string | undefined {
	const time =
		wholeNumber(objectAt(wire, 'inviteExpiration')) ?? numberAt(wire, 'inviteExpiration') ?? 0;
	const date = new Date(time < LAST_PLAUSIBLE_SECOND ? time * 1000 : time);
	if (time <= 0 || Number.isNaN(date.getTime())) return undefined;
	return date.toISOString().slice(0, 10);
}

/** 64 bits in two halves, the lower one signed. */
function wholeNumber(halves: JsonObject | undefined): number | undefined {
	const low = numberAt(halves, 'low');
	if (low === undefined) return undefined;
	return (low >>> 0) + (numberAt(halves, 'high') ?? 0) * 2 ** 32;
}
