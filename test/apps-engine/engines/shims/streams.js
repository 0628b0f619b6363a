/* global Response */
/** Stands in for toArrayBuffer of Deno's library, which is not on npm. */
export function toArrayBuffer(stream) {
	return new Response(stream).arrayBuffer();
}
