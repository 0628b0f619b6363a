import { BridgeError } from '../domain/errors.js';
import { BRIDGE_KINDS } from '../domain/ledger.js';
import type { EventKind, LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage } from '../domain/message.js';
import { isBlanked } from '../ledger/blank-payload.js';
import {
	automaticMessage,
	readAutomatic,
	readCall,
	readInbound,
	readNotice,
	readOutbound,
	readReaction,
} from '../ledger/payloads.js';
import { createPhrasebook } from '../texts/phrasebook.js';
import { translateCall } from '../translate/to-rocket-chat/call.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';

const say = createPhrasebook().say('en');

/**
 * What a row carries, as its receiver gets it: a text, the name of a file before it; undefined when there is none. A
 * payload that can't be read is said instead of thrown.
 */
export function textOf(row: LedgerMessage): string | undefined {
	if (isBlanked(row)) return '(what it said was removed)';
	try {
		if (row.kind === 'auto') return shown(automaticMessage(readAutomatic(row)));
		if (BY_THE_BRIDGE.includes(row.kind)) return readNotice(row);
		if (row.kind === 'receipt' || row.kind === 'event') return undefined;
		const message = row.direction === 'inbound' ? inboundOf(row) : outboundOf(row);
		return message && shown(message);
	} catch (error) {
		if (error instanceof BridgeError) return `(${error.message})`;
		throw error;
	}
}

const BY_THE_BRIDGE: readonly EventKind[] = BRIDGE_KINDS;

function inboundOf(row: LedgerMessage): BridgeMessage | undefined {
	if (row.kind === 'call') return translateCall(readCall(row), say);
	const translation = translateFromWhatsApp(readInbound(row), say);
	return translation.action === 'deliver' ? translation.message : undefined;
}

function outboundOf(row: LedgerMessage): BridgeMessage | undefined {
	if (row.kind === 'deletion') return undefined;
	if (row.kind === 'reaction') {
		const { emoji, isRemoved } = readReaction(row);
		return { text: isRemoved ? say('reaction.removed') : emoji };
	}
	const { message, signature } = readOutbound(row);
	return translateToWhatsApp(message, { signature })[row.part];
}

function shown({ text, file }: BridgeMessage): string {
	return [...(file === undefined ? [] : [`[${file.name}]`]), text].filter(Boolean).join(' ');
}
