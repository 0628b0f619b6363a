import type { Clock } from '../clock.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { GreenApiClient } from '../green-api/types.js';
import type { Logger } from '../logging.js';
import type { Stores } from '../storage/stores.js';
import type { TextKey } from '../texts/en.js';
import type { ChatBook } from './chat-book.js';
import type { Connections } from './connections.js';
import { outboundNotice } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';
import type { Reconciler } from './reconcile.js';
import type { Delivery, Outcome } from './types.js';

export type OutboundDeps = SpeakingDeps & {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly reconciler: Reconciler;
	readonly chats: ChatBook;
	readonly clock: Clock;
	readonly log: Logger;
	/** The daemon ends: begin nothing that nobody needs. */
	readonly isStopping: () => boolean;
};

/** One outbound row on its way: where it goes, and by whom. */
export type Scene = {
	readonly deps: OutboundDeps;
	readonly delivery: Delivery;
	readonly client: GreenApiClient;
	readonly chat: Chat;
};

/** A row that tells the agent in the room why WhatsApp does not show what they did. */
export function tell({ deps, delivery, chat }: Scene, reason: TextKey): Promise<NewLedgerMessage> {
	return outboundNotice(deps, { chat, row: delivery.message, reason });
}

/** Nothing can be done for the row; the agent is told why. */
export async function skipAndTell(scene: Scene, reason: TextKey): Promise<Outcome> {
	const add = [await tell(scene, reason)];
	return { result: 'skipped', reason: scene.deps.phrasebook.say('en')(reason), add };
}
