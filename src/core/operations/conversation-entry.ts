import { BridgeError } from '../domain/errors.js';
import type { EventKind, LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage } from '../domain/message.js';
import { isBlanked } from '../ledger/blank-payload.js';
import {
	automaticMessage,
	readAutomatic,
	readCall,
	readInbound,
	readOutbound,
	readReaction,
} from '../ledger/payloads.js';
import type { Say } from '../texts/phrasebook.js';
import { translateCall } from '../translate/to-rocket-chat/call.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';

/** One thing that somebody said or did in a conversation. */
export type Entry = {
	/** The row's number. */
	readonly id: number;
	/** When it was written, as far as its side told, epoch milliseconds. */
	readonly at: number;
	/** Who: the customer's side, the agent, somebody on the number's own phone, or the bridge itself. */
	readonly by: 'customer' | 'agent' | 'phone' | 'bridge';
	readonly author: string;
	readonly kind: EventKind;
	/** As its receiver got it; '' when there is none. */
	readonly text: string;
	readonly file: { readonly name: string; readonly link: string } | undefined;
	/** Id of the message that it answers to, or is about. */
	readonly about: string | undefined;
	/** First words of that message and who wrote it, where they are known. */
	readonly quote: { readonly author: string; readonly excerpt: string } | undefined;
	/** Its words were removed, or can't be read. */
	readonly isUnreadable: boolean;
	readonly row: LedgerMessage;
};

type Content = Pick<Entry, 'by' | 'author' | 'text' | 'file' | 'about' | 'quote'> & {
	readonly at?: number | undefined;
};

/** The row as part of a conversation; undefined for what is none: notices to agents, echoes of what the bridge sent. Never throws. */
export function entryOf(row: LedgerMessage, say: Say): Entry | undefined {
	if (row.kind === 'notice' || row.kind === 'alert' || row.kind === 'receipt') return undefined;
	const base = { id: row.id, kind: row.kind, row };
	try {
		const { at = row.acceptedAt, ...content } = contentOf(row, say);
		return { ...base, at, ...content, isUnreadable: isBlanked(row) };
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		const by = row.direction === 'inbound' ? 'customer' : 'agent';
		const nothing = { author: '', text: '', file: undefined, about: undefined, quote: undefined };
		return { ...base, at: row.acceptedAt, by, ...nothing, isUnreadable: true };
	}
}

function contentOf(row: LedgerMessage, say: Say): Content {
	if (row.kind === 'auto') {
		const message = automaticMessage(readAutomatic(row));
		return { ...EMPTY, by: 'bridge', ...said(isBlanked(row), message) };
	}
	if (row.kind === 'call') {
		const { origin, at } = readCall(row);
		return { ...EMPTY, by: origin, at, text: translateCall(readCall(row), say).text };
	}
	return row.direction === 'inbound' ? inbound(row, say) : outbound(row);
}

const EMPTY = { author: '', text: '', file: undefined, about: undefined, quote: undefined };

function inbound(row: LedgerMessage, say: Say): Content {
	const event = readInbound(row);
	const translation = translateFromWhatsApp(event, say);
	const message = translation.action === 'deliver' ? translation.message : { text: '' };
	const by = event.origin === 'customer' ? 'customer' : 'phone';
	return { by, author: event.senderName, at: event.sentAt, ...said(isBlanked(row), message) };
}

function outbound(row: LedgerMessage): Content {
	const by = 'agent' as const;
	if (row.kind === 'deletion') return { ...EMPTY, by, about: row.sourceId };
	if (row.kind === 'reaction') {
		const { emoji, isRemoved } = readReaction(row);
		return { ...EMPTY, by, text: isRemoved ? '' : emoji, about: row.sourceId };
	}
	const { message, signature } = readOutbound(row);
	const author = message.agentName || message.agentUsername;
	const at = row.kind === 'edit' ? row.acceptedAt : message.writtenAt;
	const part = translateToWhatsApp(message, { signature })[row.part] ?? { text: '' };
	const content = { by, author, at, ...said(isBlanked(row), part) };
	return row.kind === 'edit' ? { ...content, about: row.sourceId } : content;
}

function said(isGone: boolean, message: BridgeMessage): Omit<Content, 'by' | 'author'> {
	const { text, file, quote } = message;
	return {
		text: isGone ? '' : text,
		file: file && { name: file.name, link: withoutToken(file.url) },
		about: quote?.messageId,
		quote:
			quote?.excerpt === undefined
				? undefined
				: { author: quote.author ?? '', excerpt: quote.excerpt },
	};
}

/** Signatures and tokens stand behind the question mark. */
function withoutToken(link: string): string {
	return link.split(/[?#]/u, 1)[0] ?? '';
}
