import type { InstanceId } from '../domain/ids.js';
import type { EventKind, LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { TextKey } from '../texts/en.js';
import type { Phrasebook, Say } from '../texts/phrasebook.js';
import type { ChatBook } from './chat-book.js';
import { noticeRow } from './notice-row.js';
import type { PreferenceBook } from './preference-book.js';

/** What is needed to speak to the people of an instance. */
export type SpeakingDeps = {
	readonly preferences: PreferenceBook;
	readonly phrasebook: Phrasebook;
};

/** The texts in the language of the instance. */
export async function sayTo(
	{ preferences, phrasebook }: SpeakingDeps,
	{ workspaceId, instanceId }: { readonly workspaceId: number; readonly instanceId: InstanceId },
): Promise<Say> {
	return phrasebook.say((await preferences.of(workspaceId, instanceId)).language);
}

const HEADLINES: Readonly<Partial<Record<EventKind, TextKey>>> = {
	message: 'outgoing.not-delivered',
	edit: 'outgoing.not-edited',
	deletion: 'outgoing.not-deleted',
	reaction: 'outgoing.not-reacted',
	auto: 'outgoing.not-automatic',
};

/** What a notice says first when an outbound row of that kind did not reach WhatsApp. */
export function headlineOf(kind: EventKind): TextKey | undefined {
	return HEADLINES[kind];
}

/** What the agent reads in the room about an outbound row that ended otherwise than they expect. Once a row. */
export async function outboundNotice(
	deps: SpeakingDeps & { readonly chats: ChatBook },
	{
		chat,
		row,
		reason,
	}: { readonly chat: Chat; readonly row: LedgerMessage; readonly reason: TextKey },
): Promise<NewLedgerMessage> {
	const say = await sayTo(deps, row);
	const headline = headlineOf(row.kind);
	const text = [...(headline === undefined ? [] : [say(headline)]), say(reason)].join(' ');
	return noticeRow({
		chat,
		laneId: await deps.chats.lane(chat, 'inbound'),
		about: row.sourceId,
		key: [row.eventKey, reason],
		text,
	});
}
