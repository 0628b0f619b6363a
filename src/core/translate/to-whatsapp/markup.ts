import { withEmoji } from './emoji.js';

/** Code, addresses and links: nothing inside them is markup. Order matters: what begins first and is longest wins. */
const FENCE = '```[\\s\\S]*?```';
const CODE = '`[^`\\n]+`';
const ADDRESS_CHARACTERS = '(?:[^\\s()<>]|\\([^\\s()<>]*\\))+';
const LINK = `!?\\[(?<label>[^\\]\\n]{0,500})\\]\\((?<target>(?:https?://|mailto:|tel:)${ADDRESS_CHARACTERS})\\)`;
const ANGLE_LINK = '<(?<angleTarget>https?://[^\\s|<>]+)\\|(?<angleLabel>[^<>\\n]+)>';
const ADDRESS = `https?://${ADDRESS_CHARACTERS}`;
const PLACEHOLDER = '[\\uE000\\uE001]';
const VERBATIM = new RegExp([FENCE, CODE, LINK, ANGLE_LINK, ADDRESS, PLACEHOLDER].join('|'), 'gu');

/** Nobody writes more by hand, and looking for pairs of signs in megabytes would keep everybody else waiting. */
const LONGEST_MARKED = 50_000;

/**
 * Rocket.Chat's markdown in WhatsApp's markup: `**bold**`, `__italic__`, `~~strike~~` and headings change, `*`, `_`,
 * `~`, code, quotes, lists and mentions are the same in both. Links become "text (address)", names of emoji the
 * characters. All visible text stays. A text of more than 50,000 characters is left as it is.
 */
export function toWhatsAppMarkup(text: string): string {
	if (text.length > LONGEST_MARKED) return text;
	const kept: string[] = [];
	const keep = (verbatim: string): string => `\uE000${kept.push(verbatim) - 1}\uE001`;

	const protectedText = text.replace(VERBATIM, (match: string, ...details: unknown[]) => {
		const groups = details.at(-1) as Record<string, string | undefined>;
		const target = groups['target'] ?? groups['angleTarget'];
		if (target !== undefined) {
			return linkText(groups['label'] ?? groups['angleLabel'] ?? '', target, keep);
		}
		if (!/^https?:/.test(match)) return keep(match);
		const markup = /(?<![*_~])[*_~]+$/.exec(match)?.[0] ?? '';
		return keep(match.slice(0, match.length - markup.length)) + markup;
	});
	return convert(protectedText).replace(/\uE000(\d+)\uE001/g, (_, index: string) => {
		return kept[Number(index)] ?? '';
	});
}

function linkText(label: string, target: string, keep: (verbatim: string) => string): string {
	const shown = label.trim().replace(/[\uE000\uE001]/g, keep);
	const address = target.replace(/^(mailto|tel):/, '');
	const isSame = shown === '' || shown === target || shown === address;
	return isSame ? keep(address) : `${shown} (${keep(address)})`;
}

function convert(text: string): string {
	return withEmoji(text)
		.replace(/^ {0,3}#{1,6}[ \t]+(\S.*)$/gm, (_, heading: string) => boldLine(heading))
		.replace(/(\*{2,3})(?=[^\s*])(.{0,2000}?[^\s*])\1/g, '*$2*')
		.replace(/(?<![\p{L}\p{N}_])__(?=[^\s_])(.{0,2000}?[^\s_])__(?![\p{L}\p{N}_])/gu, '_$1_')
		.replace(/~~(?=[^\s~])(.{0,2000}?[^\s~])~~/g, '~$1~');
}

/** WhatsApp has no headings: the line is bold, and bold inside it says nothing more. */
function boldLine(heading: string): string {
	const plain = heading.trim().replace(/(\*{1,3})(?=[^\s*])(.{0,2000}?[^\s*])\1/g, '$2');
	return `*${plain}*`;
}
