import { isAbsolute, resolve } from 'node:path';

/** A parser turns text into a value or throws a BadValue whose message completes the sentence "must be …". */
export type Parser<T> = (text: string) => T;

/** Thrown by parsers only; loadConfig collects them all into one ConfigError. */
export class BadValue extends TypeError {
	override name = 'BadValue';
}

export function wholeNumber(min: number, max: number): Parser<number> {
	return (text) => {
		const value = Number(text);
		if (/^\d+$/.test(text.trim()) && value >= min && value <= max) return value;
		throw new BadValue(`a whole number from ${min} to ${max}`);
	};
}

/** 0, or from 7: what is younger may still be repeated, edited or deleted by the other side. */
export function retention(text: string): number {
	const value = wholeNumber(0, 36_500)(text);
	if (value === 0 || value >= 7) return value;
	throw new BadValue('0, or a whole number of days from 7');
}

export function oneOf<T extends string>(...values: readonly T[]): Parser<T> {
	return (text) => {
		const found = values.find((value) => value === text.trim().toLowerCase());
		if (found !== undefined) return found;
		throw new BadValue(`one of ${values.join(', ')}`);
	};
}

export function yesOrNo(text: string): boolean {
	const word = text.trim().toLowerCase();
	if (['yes', 'true', '1', 'on'].includes(word)) return true;
	if (['no', 'false', '0', 'off', ''].includes(word)) return false;
	throw new BadValue('yes or no');
}

/** An http(s) address without path, query or credentials; answers without a slash at the end. */
export function baseAddress(text: string): string {
	const url = parseUrl(text);
	// An address is bare when nothing but its origin is left of it.
	if (url !== undefined && isHttp(url) && url.href === `${url.origin}/`) return url.origin;
	throw new BadValue('an http:// or https:// address without a path');
}

export function optional<T>(parse: Parser<T>): Parser<T | undefined> {
	return (text) => (text.trim() === '' ? undefined : parse(text));
}

/** Workspace addresses, comma-separated; they may have a path (Rocket.Chat below a prefix). */
export function addressList(text: string): readonly string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '')
		.map((part) => {
			const url = parseUrl(part);
			if (url === undefined || !isHttp(url)) throw new BadValue('addresses separated by commas');
			return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
		});
}

/** `sqlite:<path>` or `mysql://user:password@host:3306/name`. Never repeats the value: it may hold a password. */
export function databaseUrl(text: string): string {
	const value = text.trim();
	if (value.startsWith('sqlite:') && value.length > 'sqlite:'.length) return value;
	const url = /^(mysql|mariadb):\/\//.test(value) ? parseUrl(value) : undefined;
	if (url !== undefined && isWhole(url)) return value.replace(/^mariadb:/, 'mysql:');
	throw new BadValue(
		'sqlite:<path>, or mysql:// with user, host and database name (special characters as %40, %25…)',
	);
}

/** Has a host and a name, and everything that is decoded later can be: a bare % in a password can not. */
function isWhole({ hostname, username, password, pathname }: URL): boolean {
	try {
		[username, password, pathname].forEach(decodeURIComponent);
		return hostname !== '' && pathname.length > 1;
	} catch {
		return false;
	}
}

export function folder(cwd: string): Parser<string> {
	return (text) => (isAbsolute(text) ? text : resolve(cwd, text));
}

function isHttp(url: URL): boolean {
	return url.protocol === 'http:' || url.protocol === 'https:';
}

function parseUrl(text: string): URL | undefined {
	return URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
}
