import { BridgeError } from '../domain/errors.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage } from '../domain/message.js';
import { readInbound, readNotice, readOutbound } from '../ledger/payloads.js';
import { createPhrasebook } from '../texts/phrasebook.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';

const say = createPhrasebook().say('en');

/**
 * What a row carries, as its receiver gets it: a text, the name of a file before it; undefined when there is none. A
 * payload that can't be read is said instead of thrown.
 */
export function textOf(row: LedgerMessage): string | undefined {
	try {
		if (row.kind === 'notice' || row.kind === 'auto') return readNotice(row);
		if (row.kind !== 'message') return undefined;
		const message = row.direction === 'inbound' ? inboundOf(row) : outboundOf(row);
		return message && shown(message);
	} catch (error) {
		if (error instanceof BridgeError) return `(${error.message})`;
		throw error;
	}
}

function inboundOf(row: LedgerMessage): BridgeMessage | undefined {
	const translation = translateFromWhatsApp(readInbound(row), say);
	return translation.action === 'deliver' ? translation.message : undefined;
}

function outboundOf(row: LedgerMessage): BridgeMessage | undefined {
	const { message, signature } = readOutbound(row);
	return translateToWhatsApp(message, { signature })[row.part];
}

function shown({ text, file }: BridgeMessage): string {
	return [...(file === undefined ? [] : [`[${file.name}]`]), text].filter(Boolean).join(' ');
}
