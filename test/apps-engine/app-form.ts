/** An object as the engine and apps hand it around: nothing about its fields is known. */
export type AppObject = Record<string, unknown>;

type FieldMap = Readonly<Record<string, string | ((raw: AppObject) => unknown)>>;

/**
 * As Rocket.Chat turns a document into what apps see: `map` names the document's field for each of the app's, or makes
 * its value and takes out of the document what it used; whatever is left stands in `_unmappedProperties_`.
 */
export function toAppForm(document: Readonly<AppObject>, map: FieldMap): AppObject {
	const rest = { ...document };
	const form: AppObject = {};
	for (const [name, source] of Object.entries(map)) {
		const value = typeof source === 'string' ? take(rest, source) : source(rest);
		if (value !== undefined) form[name] = value;
	}
	form['_unmappedProperties_'] = rest;
	return form;
}

/** The way back: the app's fields under the document's names, and what was unmapped; undefined ones are left out. */
export function fromAppForm(
	form: Readonly<AppObject>,
	names: Readonly<Record<string, string>>,
): AppObject {
	const document: AppObject = {};
	for (const [name, target] of Object.entries(names))
		if (form[name] !== undefined && form[name] !== null) document[target] = form[name];
	return { ...document, ...(form['_unmappedProperties_'] as AppObject | undefined) };
}

/** Takes a field out of a document. */
export function take(document: AppObject, field: string): unknown {
	const value = document[field];
	// The document is a copy of its own, made to be used up.
	Reflect.deleteProperty(document, field);
	return value;
}

/** A copy without anything of the original, as it would come out of a database. */
export function copyOf(value: unknown): unknown {
	if (value instanceof Date) return new Date(value);
	if (value instanceof Uint8Array) return Buffer.from(value);
	if (Array.isArray(value)) return value.map(copyOf);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, field]) => field !== undefined);
	return Object.fromEntries(entries.map(([name, field]) => [name, copyOf(field)]));
}
