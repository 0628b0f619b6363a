/** A JSON object whose fields nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; undefined for anything else (arrays and null included). */
export function asObject(value: unknown): JsonObject | undefined {
	return isObject(value) ? value : undefined;
}

/** The JSON objects of an array; what is no object is left out, what is no array has none. */
export function objectsOf(value: unknown): readonly JsonObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text field, numbers written out; '' when it is missing or holds something else. */
export function textAt(object: JsonObject | undefined, field: string): string {
	const value = object?.[field];
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value : '';
}

/** The first of the fields that holds a text which is not empty; '' when none does. */
export function firstTextAt(object: JsonObject | undefined, ...fields: readonly string[]): string {
	return fields.map((field) => textAt(object, field)).find((text) => text !== '') ?? '';
}

/** A field that is an object; undefined when it is not. */
export function objectAt(object: JsonObject | undefined, field: string): JsonObject | undefined {
	return asObject(object?.[field]);
}

/** A number, also one written as text; undefined when it is neither, or not finite. */
export function numberAt(object: JsonObject | undefined, field: string): number | undefined {
	const text = textAt(object, field).trim();
	const value = text === '' ? Number.NaN : Number(text);
	return Number.isFinite(value) ? value : undefined;
}

/** The text as JSON; undefined when it is none (an empty body, a proxy's HTML page). */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
