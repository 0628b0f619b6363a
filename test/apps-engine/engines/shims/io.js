/** Stands in for writeAll of Deno's library, which is not on npm: a writer may take fewer bytes than it is offered. */
export async function writeAll(writer, bytes) {
	for (let done = 0; done < bytes.length;) done += await writer.write(bytes.subarray(done));
}
