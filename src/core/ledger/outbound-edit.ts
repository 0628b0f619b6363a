import { asWaMessageId } from '../domain/ids.js';
import type { WaMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage } from '../domain/message.js';
import type { AgentMessage } from '../rocket-chat/events.js';
import type { TextKey } from '../texts/en.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import { EDITABLE_MS, findKnown, isOlderThan } from './outbound-originals.js';
import type { Known } from './outbound-originals.js';
import { skipAndTell, tell } from './outbound-scene.js';
import type { Scene } from './outbound-scene.js';
import { readOutbound } from './payloads.js';
import type { Outcome } from './types.js';

/** GREEN-API allows one editMessage a second: a text in several parts would never get past its second one. */
const BETWEEN_EDITS_MS = 1100;

/** A text that the customer shall see in place of another one. */
type Change = { readonly row: LedgerMessage | undefined; readonly text: string };

/** What is different in WhatsApp: texts that can be changed there, and words below files that can't. */
type Difference = { readonly changes: readonly Change[]; readonly hasOtherCaptions: boolean };

/**
 * Carries an agent's edit: each text that differs is changed in WhatsApp, which may be repeated. `targetId` is the last
 * id that GREEN-API gave: its receipt says `failed` when WhatsApp refuses in the end.
 */
export async function deliverEdit(scene: Scene): Promise<Outcome> {
	const row = scene.delivery.message;
	const known = await findKnown(scene.deps.stores, row.workspaceId, row.sourceId);
	const passed = whyPassed(row, known);
	if (passed !== undefined) return { result: 'skipped', reason: passed };
	if (known.parts.every(({ state }) => state !== 'done'))
		return skipAndTell(scene, 'outgoing.edit-undelivered');
	const difference = compare(row, known);
	if (difference === undefined) return skipAndTell(scene, 'outgoing.edit-length');
	const { changes, hasOtherCaptions } = difference;
	if (changes.length === 0) {
		return hasOtherCaptions
			? skipAndTell(scene, 'outgoing.edit-caption')
			: { result: 'skipped', reason: 'nothing of it looks different in WhatsApp' };
	}
	const refusal = whyRefused(changes, scene.deps.clock.now());
	if (refusal !== undefined) return skipAndTell(scene, refusal);
	const targetId = await apply(scene, changes);
	const add = hasOtherCaptions ? [await tell(scene, 'outgoing.edit-caption')] : [];
	return { result: 'done', targetId, add };
}

/** Why nobody needs this edit any more; undefined when it is to be made. */
function whyPassed(row: LedgerMessage, known: Known): string | undefined {
	if (known.deletions.length > 0) return 'the message was taken back by the agent';
	// Also one that is delivered: this row may be a dead letter that was revived, or have come after a newer one. The
	// newest text may also have gone out as the message, because it was the first to come.
	const isNewer = (other: LedgerMessage) =>
		(other.state === 'pending' || other.state === 'done') && isEditedAfter(other, row);
	if ([...known.edits, ...known.parts.slice(0, 1)].some(isNewer))
		return 'the message was edited once more, and only the newest text is sent';
	if (known.parts.every(({ state }) => state === 'skipped')) return 'the message was not sent';
	return undefined;
}

/** By the time of the edits, since calls may come in any order; by their order where the time is not known or the same. */
function isEditedAfter(other: LedgerMessage, row: LedgerMessage): boolean {
	const [otherAt, at] = [other, row].map((one) => Date.parse(readOutbound(one).message.editedAt));
	const isTold = otherAt !== undefined && at !== undefined && !Number.isNaN(otherAt - at);
	return isTold && otherAt !== at ? otherAt > at : other.id > row.id;
}

/** Undefined when the new text is another number of WhatsApp messages than the old one. */
function compare(row: LedgerMessage, known: Known): Difference | undefined {
	const [original] = known.parts;
	if (original === undefined) return undefined;
	// The signature is that of the moment when the message was sent: who edits it later changes the text alone.
	const { signature, message } = readOutbound(original);
	const partsOf = (one: LedgerMessage) => partsWith(one, { signature, files: message.files });
	const sent = partsOf(original);
	const before = lastSeen(row, known);
	const seen = before === undefined ? undefined : partsOf(before);
	const wanted = partsOf(row);
	const texts = textsOf(wanted);
	if (texts.length !== textsOf(sent).length) return undefined;
	const rows = sent.flatMap(({ file }, part) =>
		file === undefined ? [known.parts.find((one) => one.part === part)] : [],
	);
	const changes = texts.map((text, index) => ({ text, row: rows[index] }));
	const seenTexts = seen === undefined ? [] : textsOf(seen);
	return {
		changes: changes.filter(({ text }, index) => text !== seenTexts[index]),
		hasOtherCaptions: captionsOf(wanted) !== captionsOf(sent),
	};
}

/** The row whose text the customer sees now; undefined when that is not sure, because an edit failed on its way. */
function lastSeen(row: LedgerMessage, { parts, edits }: Known): LedgerMessage | undefined {
	const earlier = edits.filter(({ id }) => id < row.id);
	const isSure = earlier.every(
		({ state, receipt, lastError }) =>
			(state === 'done' && receipt !== 'failed') || (state === 'skipped' && lastError === null),
	);
	if (!isSure || row.lastError !== null) return undefined;
	return earlier.findLast(({ state }) => state === 'done') ?? parts[0];
}

/** An edit that does not repeat the files of its message has changed the text alone. */
function partsWith(
	row: LedgerMessage,
	{ signature, files }: { readonly signature: string; readonly files: AgentMessage['files'] },
): readonly BridgeMessage[] {
	const { message } = readOutbound(row);
	const own = message.files.length === 0 ? { files } : {};
	return translateToWhatsApp({ ...message, ...own }, { signature });
}

function textsOf(parts: readonly BridgeMessage[]): readonly string[] {
	return parts.filter(({ file }) => file === undefined).map(({ text }) => text);
}

function captionsOf(parts: readonly BridgeMessage[]): string {
	return JSON.stringify(parts.filter(({ file }) => file !== undefined).map(({ text }) => text));
}

function whyRefused(changes: readonly Change[], now: number): TextKey | undefined {
	const rows = changes.map(({ row }) => row);
	if (rows.some((row) => row?.state !== 'done')) return 'outgoing.edit-undelivered';
	if (rows.some((row) => row !== undefined && isOlderThan(row, EDITABLE_MS, now)))
		return 'outgoing.edit-too-late';
	return rows.some((row) => row?.targetId == null) ? 'outgoing.edit-unknown-there' : undefined;
}

async function apply(
	{ deps, client, chat }: Scene,
	changes: readonly Change[],
): Promise<WaMessageId | null> {
	let last: WaMessageId | null = null;
	for (const [index, { row, text }] of changes.entries()) {
		if (row?.targetId == null) continue;
		if (index > 0) await deps.clock.sleep(BETWEEN_EDITS_MS);
		const messageId = asWaMessageId(row.targetId);
		last = (await client.editText({ chatId: chat.chatId, messageId, text })) ?? last;
	}
	return last;
}
