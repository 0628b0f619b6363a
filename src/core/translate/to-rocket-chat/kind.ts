import type { BridgeMessage } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';

/** One kind of WhatsApp message: which wire names it has, and what it becomes for the agent. */
export type Kind = {
	/** Values of `typeMessage`, with a small first letter. */
	readonly wire: readonly string[];
	/** Its line in docs/capabilities.md. */
	readonly title: string;
	/** How it appears by the REST gateway, in a few words. */
	readonly rest: string;
	/** Where the app can do more: how it appears there. */
	readonly app?: string;
	/** Never throws, whatever `message.data` holds. */
	show(message: WhatsAppMessage, say: Say): BridgeMessage;
};
