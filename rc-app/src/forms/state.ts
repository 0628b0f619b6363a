import type { Field, FieldName, Values } from './fields';

/** What was filled in, from `view.state`: `{<blockId>: {<actionId>: value}}`. Both ids are the field's name. */
export function readState(fields: readonly Field[], state: unknown): Values {
	const values: Partial<Record<FieldName, string>> = {};
	for (const { name } of fields) {
		const value = at(at(state, name), name);
		if (typeof value === 'string') values[name] = value.trim();
	}
	return values;
}

function at(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null
		? (value as Record<string, unknown>)[key]
		: undefined;
}
