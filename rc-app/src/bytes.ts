/** The bytes that the engine hands over; undefined when these are none. In vm2 they are of another realm: no `instanceof`. */
export function bytesFrom(value: unknown): Buffer | undefined {
	const isBytes =
		typeof value === 'object' && value !== null && 'byteLength' in value && 'length' in value;
	return isBytes ? Buffer.from(value as Uint8Array) : undefined;
}
