import { asRcMessageId, isGroup } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import { toShortName } from '../translate/to-whatsapp/emoji.js';
import type { Scene } from './inbound-scene.js';
import { isInRoomOf, isTaken } from './inbound-scene.js';
import { readHistory } from './message-history.js';
import type { Change, MessageHistory } from './message-history.js';
import { readOutbound } from './payloads.js';

/** What one person did to a message, in the order in which they did it. */
type Deed = { readonly theirs: readonly Change[]; readonly latest: Change };

/**
 * Puts a customer's reaction at the message itself, and takes away what that customer put there before: what all deeds
 * amount to, so that it may be repeated and their order does not matter. Answers the message; undefined where the
 * reaction is to be shown in another way: in groups (the reactions of all would be one person's), where the message is
 * in another room, where the way into Rocket.Chat can't react, or Rocket.Chat does not know the emoji.
 */
export async function reactAtMessage(
	{ stores, chat, gateway }: Scene,
	{ roomId }: VisitorRoom,
	history: MessageHistory,
	{ theirs, latest }: Deed,
): Promise<RcMessageId | undefined> {
	const { chatId, origin } = latest.event;
	const messageId = targetOf(chat, history);
	if (isGroup(chatId) || origin !== 'customer' || messageId === undefined) return undefined;
	const others = await readOtherParts({ stores, chat }, history.sent);
	const emoji = latest.followUp.text;
	const name = toShortName(emoji);
	const add = unique([...(name === undefined ? [] : [name]), ...others.flatMap(standingNames)]);
	const known = [...theirs, ...others.flat()].flatMap(
		({ followUp }) => toShortName(followUp.text) ?? [],
	);
	const remove = unique(known).filter((one) => !add.includes(one));
	if (add.length === 0 && remove.length === 0) return undefined;
	const isDone = await isTaken(gateway.react({ roomId, messageId, add, remove }));
	return isDone && (emoji === '' || name !== undefined) ? messageId : undefined;
}

/** Whether the last of one person's reactions that is shown stands at the message itself. */
export function standsAtMessage(theirs: readonly Change[]): boolean {
	const settled = theirs
		.map(({ row }) => row)
		.filter(({ state }) => state === 'done')
		.toSorted((one, other) => (one.settledAt ?? 0) - (other.settledAt ?? 0) || one.id - other.id);
	return settled.at(-1)?.targetKind === 'reaction';
}

/** The message in the open room; undefined when it is in an older one, or has no line there (what the bridge itself sent). */
function targetOf(chat: Scene['chat'], { shown, sent }: MessageHistory): RcMessageId | undefined {
	if (shown?.targetId != null)
		return isInRoomOf(chat, shown) ? asRcMessageId(shown.targetId) : undefined;
	const isAgents = sent?.kind === 'message' && readOutbound(sent).roomId === chat.roomId;
	return isAgents ? asRcMessageId(sent.sourceId) : undefined;
}

/** An agent's message with files is several in WhatsApp: the customer's reactions to its other parts, part by part. */
async function readOtherParts(
	{ stores, chat }: Pick<Scene, 'stores' | 'chat'>,
	sent: LedgerMessage | undefined,
): Promise<readonly (readonly Change[])[]> {
	if (sent === undefined) return [];
	const ids = (await stores.messages.listByMessageId(sent.sourceId))
		.filter(({ sourceId, workspaceId }) => isSame({ sourceId, workspaceId }, sent))
		.filter(
			({ id, direction, kind }) => id !== sent.id && direction === 'outbound' && kind === 'message',
		)
		.flatMap(({ targetId }) => targetId ?? []);
	const parts: (readonly Change[])[] = [];
	for (const sourceId of ids) {
		const { changes } = await readHistory(stores, { sourceId }, chat);
		parts.push(changes.filter(isByCustomer));
	}
	return parts;
}

type Place = Pick<LedgerMessage, 'sourceId' | 'workspaceId'>;

function isSame(one: Place, other: Place): boolean {
	return one.sourceId === other.sourceId && one.workspaceId === other.workspaceId;
}

function isByCustomer({ event, followUp }: Change): boolean {
	return followUp.kind === 'reaction' && event.origin === 'customer';
}

/** What of a part's reaction stands at the message; one that is a line stays that until it changes. */
function standingNames(theirs: readonly Change[]): readonly string[] {
	const name = toShortName(theirs.at(-1)?.followUp.text ?? '');
	return name !== undefined && standsAtMessage(theirs) ? [name] : [];
}

function unique(names: readonly string[]): readonly string[] {
	return [...new Set(names)];
}
