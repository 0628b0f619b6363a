import { asObject, firstTextAt, parseJson } from '../domain/json.js';

const REASON_FIELDS = ['message', 'reason', 'description', 'error'] as const;
const REASON_LENGTH = 200;
/** More of an answer is not looked at: it may be megabytes of anything. */
const LOOKED_AT = 2000;

/** So many equal characters in a row are a repetition of the request, no coincidence. */
const TELLING_LENGTH = 12;
const SHORTEST_SECRET = 4;

/**
 * Why GREEN-API refused, in its own words: the first sentence, at most 200 characters, '' when it gave none. `path` and
 * other fields are not read (they repeat the URL with the token); details of a validation, quoted values and
 * addresses are cut out (they repeat the request).
 */
export function readReason(text: string): string {
	const body = parseJson(text);
	const isPlain = body === undefined && !text.trimStart().startsWith('<');
	const said = typeof body === 'string' ? body : firstTextAt(asObject(body), ...REASON_FIELDS);
	const whole = (isPlain ? text : said)
		.trim()
		.slice(0, LOOKED_AT)
		.replace(/^bad request\s*[\r\n]+/i, '');
	const [line = ''] = whole.split(/[\r\n]/, 1);
	const [sentence = ''] = line.replace(/(validation failed).*$/i, '$1').split(/\.\s/, 1);
	return Array.from(withoutValues(sentence)).slice(0, REASON_LENGTH).join('').trim();
}

function withoutValues(text: string): string {
	return text.replace(/https?:\/\/\S*/gi, '…').replace(/["'`«“].*["'`»”]/g, '…');
}

/** True when the reason holds one of the secrets, or a telling piece of one. */
export function isRepeating(reason: string, secrets: readonly string[]): boolean {
	return secrets.some((secret) => {
		const text = secret.trim();
		if (text.length < SHORTEST_SECRET) return false;
		if (reason.includes(text)) return true;
		for (let start = 0; start + TELLING_LENGTH <= reason.length; start += 1) {
			if (text.includes(reason.slice(start, start + TELLING_LENGTH))) return true;
		}
		return false;
	});
}
