import { asChatId, asVisitorToken, VISITOR_TOKEN_PREFIX } from './ids.js';
import type { ChatId, VisitorToken } from './ids.js';

/**
 * Visitors that the earlier adapter made have the token `greenapi:<own number>:<customer number>`. Workspaces that moved
 * from it keep them (wire protocol, 2); the bridge itself never makes such tokens, which anybody could guess.
 */
export type LegacyVisitor = { readonly ownWid: string; readonly chatId: ChatId };

const NUMBERS = /^(\d{5,20}):(\d{5,20})$/;

export function readLegacyToken(token: VisitorToken): LegacyVisitor | undefined {
	const numbers = NUMBERS.exec(token.slice(VISITOR_TOKEN_PREFIX.length));
	if (numbers === null) return undefined;
	return { ownWid: `${String(numbers[1])}@c.us`, chatId: asChatId(`${String(numbers[2])}@c.us`) };
}

/** The token the earlier adapter would have made; undefined for groups, hidden numbers and instances without a number. */
export function legacyTokenOf(ownWid: string, chatId: ChatId): VisitorToken | undefined {
	const [own] = /^\d+(?=@c\.us$)/.exec(ownWid) ?? [];
	const [customer] = /^\d+(?=@c\.us$)/.exec(chatId) ?? [];
	if (own === undefined || customer === undefined) return undefined;
	return asVisitorToken(`${VISITOR_TOKEN_PREFIX}${own}:${customer}`);
}
