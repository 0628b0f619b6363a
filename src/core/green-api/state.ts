/**
 * An instance's state in the form in which it is stored and shown: one word, `unknown` for anything else. GREEN-API renamed
 * `yellowCard` to `suspended` in 5.44.37.12.
 */
export function stateOf(wire: string): string {
	if (wire === 'yellowCard') return 'suspended';
	return /^\w{1,32}$/.test(wire) ? wire : 'unknown';
}

/** What GREEN-API's refusal to tell the state says of the instance, as a state of our own; undefined: nothing. */
export function stateOfRefusal(code: string): string | undefined {
	return Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
}

const REFUSALS: Readonly<Record<string, string>> = {
	GREEN_API_TOKEN_REFUSED: 'tokenRefused',
	GREEN_API_INSTANCE_REFUSED: 'instanceRefused',
	GREEN_API_NOT_FOUND: 'instanceRefused',
	GREEN_API_INSTANCE_GONE: 'gone',
};
