import type { BridgeMessage, Translation } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';
import { buttonAnswer } from './button-answer.js';
import { buttons } from './buttons.js';
import { contacts } from './contacts.js';
import { deletion } from './deletion.js';
import { edit } from './edit.js';
import { audio, document, image, sticker, video } from './file.js';
import { groupInvite } from './group-invite.js';
import type { Kind } from './kind.js';
import { listAnswer } from './list-answer.js';
import { list } from './list.js';
import { location } from './location.js';
import { withMarks } from './marks.js';
import { pollVotes } from './poll-votes.js';
import { poll } from './poll.js';
import { reaction } from './reaction.js';
import { text } from './text.js';
import { unsupported } from './unsupported.js';

/** Every kind of message that has a form of its own: a new kind is one file and one line here. */
export const KINDS: readonly Kind[] = [
	text,
	image,
	video,
	audio,
	document,
	sticker,
	location,
	contacts,
	poll,
	pollVotes,
	buttons,
	list,
	buttonAnswer,
	listAnswer,
	groupInvite,
	reaction,
	edit,
	deletion,
];

const BY_WIRE_NAME: ReadonlyMap<string, Kind> = new Map(
	KINDS.flatMap((kind) => kind.wire.map((name): [string, Kind] => [name, kind])),
);

/**
 * What a WhatsApp message becomes in Rocket.Chat. Pure, never throws, whatever `message.data` holds: what can't be shown
 * becomes a sentence that says so.
 */
export function translateFromWhatsApp(message: WhatsAppMessage, say: Say): Translation {
	const kind = BY_WIRE_NAME.get(message.typeMessage) ?? unsupported;
	const shown = withMarks(message, kind.show(message, say), say);
	const quoted: BridgeMessage =
		message.quote === undefined ? shown : { quote: message.quote, ...shown };
	return { action: 'deliver', message: quoted };
}
