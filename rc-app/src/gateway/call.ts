import type { Fields } from '../fields';
import type { Tools } from '../tools';
import { Refused } from './refused';

/** A call of the daemon, unsealed: `op` and its fields. */
export type Call = Fields;

/** Carries out a call and answers what goes beside `ok`. Throws Refused, or whatever Rocket.Chat throws. */
export type Op = (call: Call, tools: Tools) => Promise<object>;

/** A text that must be there. Throws Refused `bad-call`, naming the field. */
export function needText(call: Call, field: string): string {
	const value = call[field];
	if (typeof value === 'string' && value !== '') return value;
	throw new Refused('bad-call', `The call lacks the field "${field}".`);
}

/** A text that may be missing: ''. */
export function optionalText(call: Call, field: string): string {
	const value = call[field];
	return typeof value === 'string' ? value : '';
}

/** A list of texts; [] when it is missing. */
export function texts(call: Call, field: string): readonly string[] {
	const value = call[field];
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
