import { withEmoji } from './emoji.js';
import { withoutForeignMarkup } from './foreign-markup.js';
import { shownTime } from './timestamp.js';

/** Code, addresses and links: nothing inside them is markup. Order matters: what begins first and is longest wins. */
const FENCE = '```[\\s\\S]*?```';
const CODE = '`[^`\\n]+`';
const ADDRESS_CHARACTERS = '(?:[^\\s()<>]|\\([^\\s()<>]*\\))+';
/** Rocket.Chat takes everything with a scheme, or with a point in it, for an address. */
const LINK = `!?\\[(?<label>[^\\]\\n]{0,500})\\]\\((?<target>(?:[a-z][a-z\\d+.-]{0,20}:|[\\w-]{1,63}\\.)${ADDRESS_CHARACTERS})\\)`;
const ANGLE_LINK =
	'<(?<angleTarget>(?:https?://|[\\w-]{1,63}\\.)[^\\s|<>]+)\\|(?<angleLabel>[^<>\\n]+)>';
const TIME = '<t:(?<time>[\\dTZ:.+-]{1,40}?)(?::(?<format>[tTdDfFR]))?>';
const ADDRESS = `https?://${ADDRESS_CHARACTERS}`;
const ESCAPED = '\\\\(?<escaped>[*_~`#.])';
const PLACEHOLDER = '[\\uE000\\uE001]';
const VERBATIM = new RegExp(
	[FENCE, CODE, LINK, ANGLE_LINK, TIME, ADDRESS, ESCAPED, PLACEHOLDER].join('|'),
	'gu',
);

/** Nobody writes more by hand, and looking for pairs of signs in megabytes would keep everybody else waiting. */
const LONGEST_MARKED = 50_000;

type Keep = (verbatim: string) => string;

/**
 * Rocket.Chat's markdown in WhatsApp's markup: `**bold**`, `__italic__`, `~~strike~~` and headings change, `*`, `_`,
 * `~`, code, quotes, lists and mentions are the same in both. Links become "text (address)", names of emoji and points of
 * a to-do list the characters, times are written out; what WhatsApp has no form for loses its signs. All visible text
 * stays. A text of more than 50,000 characters is left as it is.
 */
export function toWhatsAppMarkup(text: string): string {
	if (text.length > LONGEST_MARKED) return text;
	const kept: string[] = [];
	const keep: Keep = (verbatim) => `\uE000${kept.push(verbatim) - 1}\uE001`;

	const protectedText = text.replace(VERBATIM, (match: string, ...details: unknown[]) =>
		putAside(match, details.at(-1) as Record<string, string | undefined>, keep),
	);
	return convert(protectedText).replace(/\uE000(\d+)\uE001/g, (_, index: string) => {
		return kept[Number(index)] ?? '';
	});
}

function putAside(match: string, groups: Record<string, string | undefined>, keep: Keep): string {
	const { label, angleLabel, time, format, escaped } = groups;
	const target = groups['target'] ?? groups['angleTarget'];
	if (target !== undefined) return linkText(label ?? angleLabel ?? '', target, keep);
	if (time !== undefined) return keep(shownTime(time, format) ?? match);
	if (escaped !== undefined) return keep(escaped);
	if (match.startsWith('```')) return keep(withoutLanguage(match));
	if (!/^https?:/.test(match)) return keep(match);
	const markup = /(?<![*_~])[*_~]+$/.exec(match)?.[0] ?? '';
	return keep(match.slice(0, match.length - markup.length)) + markup;
}

/** Rocket.Chat colours code by the name of its language and does not show it; WhatsApp would. */
function withoutLanguage(fence: string): string {
	return fence.replace(/^```[\w+#-]{1,30}[ \t]*\n/, '```\n');
}

function linkText(label: string, target: string, keep: Keep): string {
	const shown = label.trim().replace(/[\uE000\uE001]/g, keep);
	const address = target.replace(/^(mailto|tel):/, '');
	const isSame = shown === '' || shown === target || shown === address;
	return isSame ? keep(address) : `${shown} (${keep(address)})`;
}

function convert(text: string): string {
	return (
		withEmoji(withoutForeignMarkup(text))
			.replace(/^ {0,3}#{1,6}[ \t]+(\S.*)$/gm, (_, heading: string) => boldLine(heading))
			.replace(/(\*{2,3})(?=[^\s*])(.{0,2000}?[^\s*])\1/g, (...found) => besideWords('*', found))
			// Not behind a figure: `2*3*4` is a product.
			.replace(/(?<![*\p{N}])(\*)(?=[^\s*])([^*\n]{0,2000}?[^\s*])\1(?!\*)/gu, (...found) =>
				besideWords('*', found),
			)
			.replace(/(?<![\p{L}\p{N}_])__(?=[^\s_])(.{0,2000}?[^\s_])__(?![\p{L}\p{N}_])/gu, '_$1_')
			.replace(/(~~)(?=[^\s~])(.{0,2000}?[^\s~])\1/g, (...found) => besideWords('~', found))
	);
}

/**
 * The text between two signs of WhatsApp's, which are none for it in the middle of a word: there a space of no width
 * makes them so (Rocket.Chat shows `un**so**` in bold; languages without spaces need it everywhere).
 */
function besideWords(sign: string, found: readonly unknown[]): string {
	const [match, , inner, at, text] = found as [string, string, string, number, string];
	const isWord = (character: string): boolean => /[\p{L}\p{N}]$/u.test(character);
	const before = isWord(text.slice(Math.max(0, at - 2), at)) ? '\u200B' : '';
	const end = at + match.length;
	const after = /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2)) ? '\u200B' : '';
	return `${before}${sign}${inner}${sign}${after}`;
}

/** WhatsApp has no headings: the line is bold, and bold inside it says nothing more. */
function boldLine(heading: string): string {
	const plain = heading.trim().replace(/(\*{1,3})(?=[^\s*])(.{0,2000}?[^\s*])\1/g, '$2');
	return `*${plain}*`;
}
