import type { ChatId } from '../domain/ids.js';
import type { Language } from '../texts/languages.js';
import type { WorkingHours } from './working-hours.js';

/** How one instance behaves: its own values, else its workspace's, else the defaults. */
export type Preferences = {
	/** Language of what the bridge itself says. */
	readonly language: Language;
	/** What becomes of the earlier text when a customer edits a message: `note` keeps it below, `replace` drops it. */
	readonly edits: 'note' | 'replace';
	/** What becomes of a message that the customer deletes: `mark` keeps its text, `delete` takes it away. */
	readonly deletions: 'mark' | 'delete';
	/** Which WhatsApp groups are shown. */
	readonly groups: 'off' | 'all' | readonly ChatId[];
	/** Template that stands before an agent's text; '' = none. See renderSignature. */
	readonly signature: string;
	/** Mark the customer's messages as read when an agent answers. */
	readonly markRead: boolean;
	/** Sent to the customer when a conversation begins, when it is closed, and outside working hours; '' = never. */
	readonly welcomeMessage: string;
	readonly closingMessage: string;
	readonly awayMessage: string;
	/** Who is preferred for a new conversation. */
	readonly returningCustomers: 'owner' | 'last-agent';
	/** Id or name of the department of new conversations; '' = Rocket.Chat decides. */
	readonly department: string;
	/** Undefined: always open. */
	readonly workingHours: WorkingHours | undefined;
};

export const DEFAULT_PREFERENCES: Preferences = {
	language: 'en',
	edits: 'note',
	deletions: 'mark',
	groups: 'off',
	signature: '',
	markRead: false,
	welcomeMessage: '',
	closingMessage: '',
	awayMessage: '',
	returningCustomers: 'owner',
	department: '',
	workingHours: undefined,
};

/** Whether messages of this group are shown. */
export function showsGroup({ groups }: Preferences, chatId: ChatId): boolean {
	return groups === 'all' || (groups !== 'off' && groups.includes(chatId));
}
