import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;

/** One file of a small zip archive, by its name (PKWARE APPNOTE 4.3); undefined when there is none, or no archive. */
export function zipEntry(zip: Buffer, name: string): Buffer | undefined {
	const end = endOfDirectory(zip);
	if (end === undefined) return undefined;
	let place = zip.readUInt32LE(end + 16);
	for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
		if (place + ENTRY_LENGTH > zip.length || zip.readUInt32LE(place) !== ENTRY) return undefined;
		const lengths = [28, 30, 32].map((field) => zip.readUInt16LE(place + field));
		const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
		const nameAt = place + ENTRY_LENGTH;
		if (zip.toString('utf8', nameAt, nameAt + nameLength) === name) return contentOf(zip, place);
		place = nameAt + nameLength + extraLength + commentLength;
	}
	return undefined;
}

function endOfDirectory(zip: Buffer): number | undefined {
	for (let place = zip.length - END_LENGTH; place >= 0; place -= 1)
		if (zip.readUInt32LE(place) === END_OF_DIRECTORY) return place;
	return undefined;
}

function contentOf(zip: Buffer, entry: number): Buffer | undefined {
	const isStored = zip.readUInt16LE(entry + 10) === 0;
	const size = zip.readUInt32LE(entry + 20);
	const local = zip.readUInt32LE(entry + 42);
	const start = local + LOCAL_LENGTH + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
	const bytes = zip.subarray(start, start + size);
	return isStored ? bytes : inflateRawSync(bytes);
}
