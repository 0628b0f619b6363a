import { asObject, objectAt, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import type { LedgerMessage } from '../domain/ledger.js';

/** Comes first in what is left of a payload whose words were removed. */
const BLANKED = '{"blanked":true';

type Carrier = Pick<LedgerMessage, 'direction' | 'kind' | 'payload'>;

/** True for a row whose words were removed; ids, authors and times are left. */
export function isBlanked({ payload }: Pick<LedgerMessage, 'payload'>): boolean {
	return payload.startsWith(BLANKED);
}

/**
 * The row's payload without what anybody wrote or sent: still as readable as before, so that quotes, reactions and
 * receipts of it find their message. Undefined when nothing is to be removed. Never throws.
 */
export function blankPayload(row: Carrier): string | undefined {
	if (isBlanked(row)) return undefined;
	switch (row.kind) {
		case 'message':
		case 'edit':
		case 'votes':
			return blanked(row.direction === 'inbound' ? inbound(row) : outbound(row));
		case 'auto':
		case 'notice':
		case 'alert':
			return blanked({ text: '' });
		case 'event':
			return blanked(picked(read(row), ['typeWebhook', 'timestamp', 'idMessage']));
		default:
			// A reaction is a character; deletions, calls and receipts say nothing.
			return undefined;
	}
}

function blanked(fields: object): string {
	return JSON.stringify({ blanked: true, ...fields });
}

function inbound(row: Carrier): object {
	const payload = read(row);
	const data = objectAt(payload, 'messageData');
	const names = ['typeWebhook', 'timestamp', 'idMessage', 'instanceData', 'senderData'];
	const messageData = { typeMessage: textAt(data, 'typeMessage'), ...quoted(data) };
	return { ...picked(payload, names), messageData };
}

/** What a follow-up is about. */
function quoted(data: JsonObject | undefined): object {
	const sources = ['editedMessageData', 'pollMessageData'];
	const kept = sources.flatMap((name) => {
		const stanzaId = textAt(objectAt(data, name), 'stanzaId');
		return stanzaId === '' ? [] : [[name, { stanzaId }] as const];
	});
	return Object.fromEntries(kept);
}

function outbound(row: Carrier): object {
	const payload = read(row);
	const message = picked(objectAt(payload, 'message'), ['_id', 'u', 'ts', 'editedAt']);
	return { message, ...picked(payload, ['visitorToken', 'roomId']) };
}

function picked(payload: JsonObject | undefined, names: readonly string[]): object {
	const kept = names.filter((name) => payload !== undefined && Object.hasOwn(payload, name));
	return Object.fromEntries(kept.map((name) => [name, payload?.[name]]));
}

function read({ payload }: Carrier): JsonObject | undefined {
	try {
		return asObject(JSON.parse(payload));
	} catch {
		return undefined;
	}
}
