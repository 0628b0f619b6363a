/** An object of which nothing is known: the engine's own types promise more than Rocket.Chat sends. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly Fields[] {
	return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** '' for everything that is no text. */
export function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** Milliseconds since 1970 of a Date or of its ISO form; undefined for anything else. */
export function timeOf(value: unknown): number | undefined {
	// vm2 hands over dates of another realm: `new Date(date)` would read their text and lose the milliseconds.
	const time = value instanceof Date ? value.getTime() : Date.parse(textOf(value));
	return Number.isNaN(time) ? undefined : time;
}

/** A time in ISO 8601, as JSON has it; undefined when it is none. */
export function isoOf(value: unknown): string | undefined {
	const time = timeOf(value);
	return time === undefined ? undefined : new Date(time).toISOString();
}
