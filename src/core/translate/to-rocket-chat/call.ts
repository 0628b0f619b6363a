import type { BridgeMessage } from '../../domain/message.js';
import type { WhatsAppCall } from '../../green-api/events.js';
import type { TextKey } from '../../texts/en.js';
import type { Say } from '../../texts/phrasebook.js';

/** What a status means (docs: IncomingCall, OutgoingCall; three versions of the pages differ in spelling). */
const INCOMING: Readonly<Record<string, TextKey>> = {
	offer: 'call.ringing',
	pickUp: 'call.answered',
	hangUp: 'call.missed',
	hungUp: 'call.missed',
	missed: 'call.missed',
	declined: 'call.declined',
};
const OUTGOING: Readonly<Record<string, TextKey>> = {
	pickUp: 'call.out.answered',
	hangUp: 'call.out.missed',
	hungUp: 'call.out.missed',
	invalid: 'call.out.failed',
};

/** A call as one line: who called, and what became of it. */
export function translateCall(call: WhatsAppCall, say: Say): BridgeMessage {
	const isIncoming = call.origin === 'customer';
	const meanings = isIncoming ? INCOMING : OUTGOING;
	const fallback: TextKey = isIncoming ? 'call.called' : 'call.out.called';
	const key = Object.hasOwn(meanings, call.status) ? meanings[call.status] : undefined;
	const kind = say(call.isVideo ? 'call.video' : 'call.voice');
	const length = durationOf(call);
	const values = { kind, length: length === '' ? '' : ` (${length})` };
	return { text: `📞 ${say(key ?? fallback, values)}` };
}

/** `m:ss`; '' when there was none. */
function durationOf({ durationSeconds }: WhatsAppCall): string {
	if (durationSeconds === undefined || durationSeconds <= 0) return '';
	const seconds = Math.round(durationSeconds);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
