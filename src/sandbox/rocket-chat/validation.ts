import { Ajv, type ValidateFunction } from 'ajv';
import { asObject, type WireObject } from '../read.js';
import { invalidParams } from './refusals.js';
import { REST_SCHEMAS, type SchemaName } from './schemas.js';

const ajv = new Ajv({ strict: false });
const validators = new Map<SchemaName, ValidateFunction>(
	(Object.keys(REST_SCHEMAS) as SchemaName[]).map((name) => [
		name,
		ajv.compile(REST_SCHEMAS[name]),
	]),
);

/** Checks a body or query against Rocket.Chat's own schema; refuses in its words. */
export function checked(name: SchemaName, value: unknown): WireObject {
	const validate = validators.get(name);
	if (validate?.(value) === true) return asObject(value);
	const reasons = validate?.errors?.map((error) => error.message ?? '') ?? [];
	throw invalidParams(reasons.join('\n '));
}
