/** Something that GREEN-API tells besides messages of the customer, and what becomes of it in Rocket.Chat. */
export type Signal = {
	readonly title: string;
	readonly rest: string;
	/** Where the app can do more. */
	readonly app?: string;
};

/** In the order of docs/capabilities.md. */
export const SIGNALS: readonly Signal[] = [
	{ title: 'call', rest: 'one line that says who called and what became of it' },
	{ title: 'message written on the phone', rest: 'as any message, marked “sent from the phone”' },
	{ title: 'message sent by another program', rest: 'as any message, marked so' },
	{ title: 'echo of what the bridge sent', rest: 'recognised by its id, not shown' },
	{
		title: 'message of a group',
		rest: 'off until the preference groups says otherwise; a room for each group, each message with its author’s name',
	},
	{ title: 'status (story), channel', rest: 'that it came is kept, not what it says; not shown' },
	{
		title: 'sent, delivered, read',
		rest: 'kept; shown by trace',
		app: 'a mark at the agent’s message: as far as all of its parts got',
	},
	{
		title: 'failed, no account, not in the group, suspended',
		rest: 'a notice in the room with the reason and what to do; the customer does not see it',
		app: 'that notice, and the mark “failed” at the agent’s message',
	},
	{ title: 'the contact blocks the number', rest: 'a notice in the open room' },
	{
		title: 'state of the instance',
		rest: 'kept, shown by list-instances; a direct message to its owner, once a change',
	},
	{ title: 'the tariff is used up', rest: 'a direct message to the owner, once a day' },
	{ title: 'battery, avatar, kinds not invented yet', rest: 'kept, nothing is shown' },
];
