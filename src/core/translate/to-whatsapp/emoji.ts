import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * What Rocket.Chat's emoji picker writes into a message is a name between colons; WhatsApp knows only the characters. The
 * names are those of emoji-toolkit, the set that Rocket.Chat itself uses.
 */
const DATA = 'emoji-toolkit/emoji_strategy.json';

const SHORT_NAME = /(?<![\p{L}\p{N}]):([a-z0-9_+-]{1,80}):(?![\p{L}\p{N}])/gu;
const CHARACTER =
	/^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Emoji_Modifier_Base}|\p{Regional_Indicator}{2}|[\d#*]\uFE0F?\u20E3)/u;
const LONGEST_CHARACTER = 40;

let names: ReadonlyMap<string, string> | undefined;
let shortNames: ReadonlyMap<string, string> | undefined;

/** Replaces emoji names (`:thumbsup:`, `:wave_tone3:`) by the characters; any other name stays as it was written. */
export function withEmoji(text: string): string {
	return text.replace(SHORT_NAME, (written: string, name: string) => find(name) ?? written);
}

/** The character of a reaction, given by name or as itself; undefined for one that only that workspace knows. */
export function toEmoji(reaction: string): string | undefined {
	const written = reaction.trim();
	const [, name] = /^:([^:\s]+):$/.exec(written) ?? [];
	if (name !== undefined) return find(name);
	const isShort = written.length > 0 && written.length <= LONGEST_CHARACTER;
	return isShort && CHARACTER.test(written) ? written : undefined;
}

/** What Rocket.Chat calls a character, between colons; undefined for one that it does not know. */
export function toShortName(emoji: string): string | undefined {
	shortNames ??= new Map(
		readEntries().map((entry) => [bare(charactersOf(entry.unicode_output)), entry.shortname]),
	);
	return shortNames.get(bare(emoji.trim()));
}

/** The sign that asks for a coloured picture is written by some and left out by others. */
function bare(emoji: string): string {
	return emoji.replaceAll('\uFE0F', '');
}

/** Read when the first name is met: most conversations need none of it. */
function find(name: string): string | undefined {
	names ??= readNames();
	return names.get(name.toLowerCase());
}

type Entry = {
	readonly shortname: string;
	readonly shortname_alternates: readonly string[];
	readonly unicode_output: string;
};

function readEntries(): readonly Entry[] {
	const path = createRequire(import.meta.url).resolve(DATA);
	const entries = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Entry>>;
	return Object.values(entries);
}

function readNames(): ReadonlyMap<string, string> {
	return new Map(
		readEntries().flatMap((entry) => {
			const characters = charactersOf(entry.unicode_output);
			const all = [entry.shortname, ...entry.shortname_alternates];
			return all.map((name): [string, string] => [name.replaceAll(':', ''), characters]);
		}),
	);
}

/** `1f44d-1f3fb`, in hexadecimal. */
function charactersOf(codePoints: string): string {
	return String.fromCodePoint(...codePoints.split('-').map((hex) => Number.parseInt(hex, 16)));
}
