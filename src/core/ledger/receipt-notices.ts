import { isFailure } from '../domain/ledger.js';
import type { LedgerMessage, NewLedgerMessage, Receipt } from '../domain/ledger.js';
import type { TextKey } from '../texts/en.js';
import type { Connections } from './connections.js';
import { noticeRow } from './notice-row.js';
import type { NoticeDeps } from './notices.js';
import { sayTo } from './outbound-notices.js';
import { readAutomatic, readOutbound } from './payloads.js';

export type ReceiptNoticeDeps = NoticeDeps & { readonly connections: Connections };

const TEXTS: Readonly<Record<Exclude<Receipt, 'sent' | 'delivered' | 'read'>, TextKey>> = {
	suspended: 'receipt.suspended',
	failed: 'receipt.failed',
	notInGroup: 'receipt.notInGroup',
	noAccount: 'receipt.noAccount',
};

const LONGEST_EXCERPT = 60;

/**
 * What the agent reads when WhatsApp reports that a message did not arrive: which one, why, and what to do. Once for each
 * message and reason. Undefined for a report of success, and where there is no chat to say it in.
 */
export async function receiptNotice(
	deps: ReceiptNoticeDeps,
	row: LedgerMessage,
	receipt: Receipt,
	description: string,
): Promise<NewLedgerMessage | undefined> {
	if (!isFailure(receipt)) return undefined;
	const lane = await deps.stores.lanes.find(row.laneId);
	if (lane === undefined) return undefined;
	const chat = { id: lane.chatId, workspaceId: lane.workspaceId, instanceId: lane.instanceId };
	const say = await sayTo(deps, chat);
	const key = row.kind === 'edit' ? 'receipt.edit-failed' : TEXTS[receipt];
	const { excerpt, link } = await describe(deps, row);
	const reason = description === '' ? '' : ` (${description})`;
	const quote = `> ${link}${excerpt}`;
	return noticeRow({
		chat,
		laneId: await deps.chats.lane(chat, 'inbound'),
		about: row.sourceId,
		key: ['receipt', row.eventKey, receipt],
		text: `${quote}\n⚠️ ${say(key, { reason })}`,
	});
}

/** The first words of the message, and a link to it in its room. */
async function describe(
	deps: ReceiptNoticeDeps,
	row: LedgerMessage,
): Promise<{ readonly excerpt: string; readonly link: string }> {
	if (row.kind === 'auto') {
		const { text, file } = readAutomatic(row);
		return { excerpt: shortened(text === '' ? (file?.name ?? '') : text), link: '' };
	}
	const written = tryToRead(row);
	if (written === undefined) return { excerpt: '…', link: '' };
	const { message, roomId } = written;
	const [file] = message.files;
	const { workspace } = await deps.connections.workspace(row.workspaceId);
	return {
		excerpt: shortened(message.text.trim() === '' ? (file?.name ?? '') : message.text),
		link: `[↩](${workspace.url}/live/${roomId}?msg=${row.sourceId}) `,
	};
}

/** A payload that can't be read, of another version perhaps, is no reason to be silent, nor to refuse the report for ever. */
function tryToRead(row: LedgerMessage): ReturnType<typeof readOutbound> | undefined {
	try {
		return readOutbound(row);
	} catch {
		return undefined;
	}
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	const letters = Array.from(line);
	if (letters.length <= LONGEST_EXCERPT) return line;
	return `${letters.slice(0, LONGEST_EXCERPT - 1).join('')}…`;
}
