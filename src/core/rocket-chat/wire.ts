/** A JSON object whose fields nobody has looked at yet. */
export type WireObject = Readonly<Record<string, unknown>>;

/** The value as a JSON object, undefined for anything else (arrays and null included). */
export function asObject(value: unknown): WireObject | undefined {
	return isObject(value) ? value : undefined;
}

/** The JSON objects of an array; what is no object is left out, what is no array has none. */
export function objectsOf(value: unknown): readonly WireObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text field; '' when it is missing or holds something else. */
export function textOf(object: WireObject | undefined, field: string): string {
	const value = object?.[field];
	return typeof value === 'string' ? value : '';
}

/** The text as a JSON object; undefined when it is none (a proxy's HTML page, an empty body). */
export function parseObject(text: string): WireObject | undefined {
	try {
		return asObject(JSON.parse(text));
	} catch {
		return undefined;
	}
}

function isObject(value: unknown): value is WireObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
