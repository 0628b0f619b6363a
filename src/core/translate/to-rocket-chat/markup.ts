/** Control characters that no person types; Rocket.Chat and databases trip over some of them. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/** Half of a character outside the basic plane: no valid UTF-8 can be made of it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** These would call everybody in the room, or in the workspace. */
const CALLS_ALL = /@(?=(?:all|here)(?![\p{L}\p{N}_.-]))/giu;

/**
 * WhatsApp's markup as Rocket.Chat's. Bold, italics, strike, code, quotes and lists are written alike on both sides and
 * addresses must stay as they are, so this only removes what can't be shown, and lets no customer call everybody.
 */
export function toRocketChatMarkup(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(CONTROL, '')
		.replace(LONE_SURROGATE, '\ufffd')
		.replace(CALLS_ALL, '@\u2060')
		.trim();
}
