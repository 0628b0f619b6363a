/** Something that an agent does, and what becomes of it in WhatsApp. */
export type Ability = {
	readonly title: string;
	/** Through Rocket.Chat's own Omnichannel webhook; '' = Rocket.Chat does not tell it there. */
	readonly webhook: string;
	/** Through the app's calls. */
	readonly app: string;
};

const TEXT = 'text in WhatsApp’s markup; more than 20,000 characters in several messages';

/**
 * What agents can do, in the order of docs/capabilities.md. Rocket.Chat's own recorder makes mp3 (AudioMessageRecorder);
 * that GREEN-API sends audio as voice notes only, is github.com/green-api/issues/issues/550.
 */
export const ABILITIES: readonly Ability[] = [
	{ title: 'text', webhook: TEXT, app: TEXT },
	same('emoji by name', 'the character'),
	same('picture, video', 'as such, with caption'),
	same('voice recording (mp3, ogg, m4a)', 'a voice note, which is how GREEN-API sends such audio'),
	same('document', 'document with its name; its description as a message before it'),
	same('several files', 'one message each, in order'),
	same('file of more than 100 MB', 'refused at once where its size is known, else a notice'),
	same('answer with a quote', 'quotes the customer’s or the agent’s own message'),
	same('edit', 'changes the text within 15 minutes; captions and other lengths: a notice'),
	{ title: 'deletion', webhook: '', app: 'deletes for everybody within 72 hours; later: a notice' },
	{ title: 'reaction', webhook: '', app: 'the account’s reaction; custom emoji: refused' },
	same('signature', 'the agent’s name before the text or caption (preference signature)'),
	same(
		'taking a conversation, handing it on',
		'kept who serves it; shown by trace, used by the preference returning-customers',
	),
	same('closing of the room', 'the closing message (preference closing-message)'),
	same('system message, notice of the bridge, closing comment', 'never sent'),
];

function same(title: string, what: string): Ability {
	return { title, webhook: what, app: what };
}
