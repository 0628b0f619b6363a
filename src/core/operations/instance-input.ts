import { baseAddress } from '../config/parsers.js';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { CONSOLE, refusal } from './refusals.js';

/** Letters, digits and a few signs that need no escape in a path; GREEN-API's own have 50 hex digits. */
const API_TOKEN = /^[\w.~-]{1,255}$/;

/** Reads an idInstance: 1 to 12 digits, as text or number. Throws RefusedError `bad-instance-id` (400). */
export function readInstanceId(value: string | number): InstanceId {
	const text = String(value).trim();
	if (/^[1-9]\d{0,11}$/.test(text)) return asInstanceId(text);
	throw refusal({
		code: 'bad-instance-id',
		status: 400,
		message: 'refusal.bad-instance-id',
		help: 'help.from-console',
		values: { console: CONSOLE },
	});
}

/** Reads an apiTokenInstance. Throws RefusedError `bad-api-token` (400); the text itself is not repeated. */
export function readApiToken(value: string): string {
	const text = value.trim();
	if (API_TOKEN.test(text)) return text;
	throw refusal({
		code: 'bad-api-token',
		status: 400,
		message: 'refusal.bad-api-token',
		help: 'help.from-console',
		values: { console: CONSOLE },
	});
}

/** Reads an optional base address. Throws RefusedError `bad-address` (400); the text itself is not repeated. */
export function readAddress(name: 'apiUrl' | 'mediaUrl', value: string | undefined) {
	if (value === undefined || value.trim() === '') return undefined;
	try {
		return baseAddress(value);
	} catch (cause) {
		throw refusal({
			code: 'bad-address',
			status: 400,
			message: 'refusal.bad-address',
			help: 'help.bad-address',
			values: { name, console: CONSOLE },
			cause,
		});
	}
}

/** GREEN-API's own domains; an instance's host is e.g. `7103.api.greenapi.com` (docs: api/request-format). */
const GREEN_API_HOST = /(^|\.)(green-api|greenapi)\.com$/;

/** Throws RefusedError `foreign-address` (400) when an address is neither GREEN-API's nor one of the configured ones. */
export function requireGreenApi(address: string, configured: readonly string[]): void {
	const { origin, protocol, hostname } = new URL(address);
	const isConfigured = configured.some((url) => new URL(url).origin === origin);
	if (isConfigured || (protocol === 'https:' && GREEN_API_HOST.test(hostname))) return;
	throw refusal({
		code: 'foreign-address',
		status: 400,
		message: 'refusal.foreign-address',
		help: 'help.foreign-address',
		values: { host: hostname, console: CONSOLE },
	});
}
