import type { Pause } from '../core/storage/instance-pauses.js';
import type { Language } from '../core/texts/languages.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Control characters, and the marks that turn the direction of writing around: a terminal would obey them. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text that came from outside as one line that a terminal only shows. */
export function oneLine(text: string): string {
	return text.replaceAll(/\s+/gu, ' ').replaceAll(UNSAFE, '\ufffd').trim();
}

/** A line that came from outside as a terminal only shows it; its spaces stay. */
export function safeLine(line: string): string {
	return line.replaceAll(UNSAFE, '\ufffd');
}

/**
 * A text that may hold something from outside as lines that a terminal only shows. Slash commands that it advises are named
 * as they are called here.
 */
export function shownLines(text: string): string[] {
	return toldHere(text)
		.split('\n')
		.map((line) => line.replaceAll(UNSAFE, '\ufffd'));
}

/** A text that may advise slash commands, with those of the terminal in their place. */
export function toldHere(text: string): string {
	return text.replaceAll('/greenapi.', 'greenapi-rc ');
}

const UNITS = {
	en: { now: 'now', ago: '{} ago', ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' },
	ru: { now: 'сейчас', ago: '{} назад', ms: 'мс', s: 'с', min: 'мин', h: 'ч', d: 'дн.' },
} as const satisfies Record<Language, object>;

/** How long ago, roughly, e.g. `5 min ago`; `now` for the future. Epoch milliseconds. */
export function ago(time: number, now: number, language: Language = 'en'): string {
	const units = UNITS[language];
	return time >= now ? units.now : units.ago.replace('{}', duration(now - time, language));
}

/** A length of time (milliseconds) in its largest unit that counts to two: `740 ms`, `1.2 s`, `90 s`, `5 min`, `47 h`, `3 d`. */
export function duration(ms: number, language: Language = 'en'): string {
	const units = UNITS[language];
	if (ms < SECOND) return `${Math.round(ms)} ${units.ms}`;
	if (ms < 10 * SECOND) return `${decimal((ms / SECOND).toFixed(1), language)} ${units.s}`;
	if (ms < 2 * MINUTE) return `${Math.floor(ms / SECOND)} ${units.s}`;
	if (ms < 2 * HOUR) return `${Math.floor(ms / MINUTE)} ${units.min}`;
	if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} ${units.h}`;
	return `${Math.floor(ms / DAY)} ${units.d}`;
}

function decimal(text: string, language: Language): string {
	return language === 'ru' ? text.replace('.', ',') : text;
}

/** A time (epoch milliseconds) for people, e.g. `2026-11-22 14:03:11 UTC`. */
export function timeOf(time: number): string {
	return `${isoOf(time).slice(0, 19).replace('T', ' ')} UTC`;
}

/** A time (epoch milliseconds) for programs. */
export function isoOf(time: number): string {
	return new Date(time).toISOString();
}

/** The pause of an instance for programs. */
export function pauseItem(pause: Pause | null | undefined): object | null {
	return pause ? { since: isoOf(pause.since), reason: pause.reason || null } : null;
}

/** As `isoOf`, where there may be no time. */
export function isoOrNull(time: number | null): string | null {
	return time === null ? null : isoOf(time);
}
