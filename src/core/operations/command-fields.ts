import { asObject } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { refusal } from './refusals.js';

/** Longest text a field may hold: what the database's columns take. */
const MAX_LENGTH = 255;
/** The value of a preference may be a whole message; each preference has its own limit. */
const MAX_VALUE_LENGTH = 10_000;

/** Which fields a command needs and which it may have besides. */
export type FieldNames = {
	readonly required: readonly string[];
	readonly optional?: readonly string[];
};

/** The fields of a command, every one of the right kind. */
export type CommandFields = {
	/** A field the command requires; '' for any other that is missing. */
	text(name: string): string;
	/** Undefined when it is missing or empty. */
	optionalText(name: string): string | undefined;
	/** Texts; a single text is cut at its commas. */
	list(name: string): readonly string[];
	/** True for `true` and `"true"`. */
	flag(name: string): boolean;
};

/**
 * Reads the body of a command. Throws RefusedError `bad-body`, `missing-fields` or `bad-fields` (400) that names all the
 * fields concerned, and repeats no value.
 */
export function readFields(body: unknown, { required, optional = [] }: FieldNames): CommandFields {
	const object = asObject(body);
	if (object === undefined) throw badBody();
	const missing = required.filter((name) => isMissing(object[name]));
	if (missing.length > 0) throw missingFields(missing);
	const bad = [...required, ...optional].filter((name) => !isGood(name, object[name]));
	if (bad.length > 0) throw badFields(bad);
	return fieldsOf(object);
}

function fieldsOf(object: JsonObject): CommandFields {
	const text = (name: string): string => {
		const value = object[name];
		if (typeof value === 'number') return String(value);
		return typeof value === 'string' ? value.trim() : '';
	};
	return {
		text,
		optionalText: (name) => (text(name) === '' ? undefined : text(name)),
		flag: (name) => object[name] === true || object[name] === 'true',
		list: (name) => {
			const value = object[name];
			const texts = Array.isArray(value) ? value.filter(isText) : text(name).split(',');
			return texts.map((one) => one.trim()).filter((one) => one !== '');
		},
	};
}

function isMissing(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() === '';
	return value === undefined || value === null;
}

function isGood(name: string, value: unknown): boolean {
	if (isMissing(value)) return true;
	if (name === 'roles' && Array.isArray(value)) return value.every(isText);
	if ((name === 'idInstance' || name === 'phone') && typeof value === 'number') return true;
	if (name === 'rotate' && typeof value === 'boolean') return true;
	const longest = name === 'value' ? MAX_VALUE_LENGTH : MAX_LENGTH;
	return isText(value) && (name === 'roles' || value.length <= longest);
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function badBody() {
	return refusal({
		code: 'bad-body',
		status: 400,
		message: 'refusal.bad-body',
		help: 'help.bad-body',
	});
}

function missingFields(names: readonly string[]) {
	return refusal({
		code: 'missing-fields',
		status: 400,
		message: 'refusal.missing-fields',
		help: 'help.missing-fields',
		values: { names: names.join(', ') },
	});
}

function badFields(names: readonly string[]) {
	const limit = names.includes('value') ? MAX_VALUE_LENGTH : MAX_LENGTH;
	return refusal({
		code: 'bad-fields',
		status: 400,
		message: 'refusal.bad-fields',
		help: 'help.bad-fields',
		values: { names: names.join(', '), limit },
	});
}
