declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** GREEN-API's `idInstance`: decimal digits, 1 to 12 of them; text, because it outgrew int32. */
export type InstanceId = Branded<'InstanceId'>;

/** A WhatsApp conversation, e.g. `79001112233@c.us`. Opaque: never cut it apart, never rewrite it. */
export type ChatId = Branded<'ChatId'>;

/** WhatsApp's id of a message (`idMessage`); unique only inside one chat of one instance. */
export type WaMessageId = Branded<'WaMessageId'>;

/** Rocket.Chat's id of a message. */
export type RcMessageId = Branded<'RcMessageId'>;

/** Rocket.Chat's id of an Omnichannel room (`rid`). */
export type RoomId = Branded<'RoomId'>;

/** The only secret of a visitor in Rocket.Chat; starts with `greenapi:`, what follows can't be guessed. */
export type VisitorToken = Branded<'VisitorToken'>;

export const asInstanceId = (text: string): InstanceId => text as InstanceId;
export const asChatId = (text: string): ChatId => text as ChatId;
export const asWaMessageId = (text: string): WaMessageId => text as WaMessageId;
export const asRcMessageId = (text: string): RcMessageId => text as RcMessageId;
export const asRoomId = (text: string): RoomId => text as RoomId;
export const asVisitorToken = (text: string): VisitorToken => text as VisitorToken;

/** Whether it is a group's chat: what is said there comes from many (docs: api/chat-id). */
export function isGroup(chatId: ChatId): boolean {
	return chatId.endsWith('@g.us');
}

/** Only visitors whose token starts like this belong to the bridge (contract with the Rocket.Chat app). */
export const VISITOR_TOKEN_PREFIX = 'greenapi:';

const ERASED = 'erased:';

/** In the place of the WhatsApp id of a chat that was erased. Rows that were accepted just then may still lead to it. */
export function erasedId(id: number): ChatId {
	return asChatId(`${ERASED}${id}`);
}

export function isErasedId(chatId: ChatId): boolean {
	return chatId.startsWith(ERASED);
}
