import { escapeLooseSigns } from './loose-signs.js';

/** Control characters that no person types; Rocket.Chat and databases trip over some of them. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/** Half of a character outside the basic plane: no valid UTF-8 can be made of it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** What GREEN-API writes where it has nothing (docs: common errors): said in words by whoever knows what is missing. */
const ERROR_MARKER = /\{\{SWE\d{3}\}\}/g;

/** These would call everybody in the room, or in the workspace. */
const CALLS_ALL = /@(?=(?:all|here)(?![\p{L}\p{N}_.-]))/giu;

/** Not seen, and no sign for anybody: between two signs it keeps them from being markup. */
const JOINER = '\u2060';

/** Code and addresses: nothing inside them is markup. The private characters stand for those already put aside. */
const VERBATIM =
	/```(?<block>[^]*?)```|`[^`\n]+`|https?:\/\/(?:[^\s<>|\]]|\](?!\())+|[\uE000\uE001]/gu;

/** What Rocket.Chat's parser takes for markup, and WhatsApp shows as it is typed. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
	// A link or a picture behind other words: the agent must see where a customer's link leads.
	[/\](?=\()/g, `]${JOINER}`],
	[/<(?=[^\s<>|]+\||t:)/g, `<${JOINER}`],
	// A hidden text, an escaped sign, a formula.
	[/\|(?=\|)/g, `|${JOINER}`],
	[/\\(?=[^\p{L}\p{N}\s])/gu, `\\${JOINER}`],
	// WhatsApp's quotes have a space: `>5 kg` is none. Headings it has not at all.
	[/^>(?=[^\s>])/gm, `${JOINER}>`],
	[/^(?=#{1,6}[ \t])/gm, JOINER],
];

/**
 * WhatsApp's markup as Rocket.Chat's. Bold, italics, strike, `code`, quotes and lists are written alike on both sides;
 * code between three signs is put as Rocket.Chat wants it. What only Rocket.Chat takes for markup (`2 * 3 * 4`, `~5 or ~6`,
 * links behind other words) is shown as it was typed, and nobody outside can call everybody. Addresses stay as they are,
 * and nothing that can be seen is lost but control characters and GREEN-API's error markers.
 */
export function toRocketChatMarkup(text: string): string {
	const clean = text
		.replace(/\r\n?/g, '\n')
		.replace(CONTROL, '')
		.replace(LONE_SURROGATE, '\ufffd')
		.replace(ERROR_MARKER, '')
		.trim();
	const kept: string[] = [];
	const keep = (verbatim: string): string => `\uE000${kept.push(verbatim) - 1}\uE001`;
	const marked = clean.replace(VERBATIM, (match: string, block: string | undefined, at: number) =>
		match.startsWith('http')
			? keepAddress(match, keep)
			: keep(callsNobody(block === undefined ? match : code(clean, match, block, at))),
	);
	const shown = FOREIGN.reduce(
		(result, [found, instead]) => result.replace(found, instead),
		marked,
	);
	const loose = callsNobody(escapeLooseSigns(shown));
	return loose.replace(/\uE000(\d+)\uE001/g, (_, index: string) => kept[Number(index)] ?? '');
}

/** On one line and in bold; '' for nothing. */
export function bold(text: string): string {
	const inner = oneLine(text.replaceAll('*', ' '));
	return inner === '' ? '' : `*${inner}*`;
}

/** On one line and in italics; '' for nothing. */
export function italic(text: string): string {
	const inner = oneLine(text.replaceAll('_', ' '));
	return inner === '' ? '' : `_${inner}_`;
}

/** In Rocket.Chat's markup, on one line. */
export function oneLine(text: string): string {
	return toRocketChatMarkup(text.replace(/\s+/gu, ' '));
}

function callsNobody(text: string): string {
	return text.replace(CALLS_ALL, `@${JOINER}`);
}

/** Signs at its end are not the address's: `*https://shop.example*`. */
function keepAddress(match: string, keep: (verbatim: string) => string): string {
	const signs = /(?<![*_~])[*_~]+$/.exec(match)?.[0] ?? '';
	return keep(match.slice(0, match.length - signs.length)) + signs;
}

/** Rocket.Chat knows one sign for code within a line, and three on lines of their own for more. */
function code(text: string, match: string, block: string, at: number): string {
	const inner = block.replace(/^\n|\n$/g, '');
	if (inner.trim() === '' || inner.startsWith('`') || inner.endsWith('`')) return match;
	if (!block.includes('\n')) return inner.includes('`') ? match : `\`${inner}\``;
	const end = at + match.length;
	const before = at === 0 || text[at - 1] === '\n' ? '' : '\n';
	const after = end === text.length || text[end] === '\n' ? '' : '\n';
	return `${before}\`\`\`\n${inner}\n\`\`\`${after}`;
}
