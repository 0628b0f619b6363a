/** A JSON object as it came over the wire: nothing about its fields is known. */
export type WireObject = Readonly<Record<string, unknown>>;

/** The value as an object, `{}` when it is none. */
export function asObject(value: unknown): WireObject {
	return isObject(value) ? value : {};
}

/** True for a JSON object (no array, no null). */
export function isObject(value: unknown): value is WireObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as text, '' when it is none. */
export function asText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** The value as text, undefined when it is none. */
export function asOptionalText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** A whole number of a query string, `fallback` when it is missing or no number. */
export function asCount(text: string | null, fallback: number): number {
	const count = Number(text ?? Number.NaN);
	return text !== null && Number.isInteger(count) && count >= 0 ? count : fallback;
}
