import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 64;
const HEIGHT = 48;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A parcel with a crack in it: a valid PNG of some hundred bytes, always the same. */
export function parcelPhoto(): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(WIDTH, 0);
	header.writeUInt32BE(HEIGHT, 4);
	// Eight bits a channel, red, green and blue.
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(pixels())),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Lines of pixels, each after the number of its filter (0 = none). */
function pixels(): Buffer {
	const lines = Array.from({ length: HEIGHT }, (_, y) => [
		0,
		...Array.from({ length: WIDTH }, (_unused, x) => colour(x, y)).flat(),
	]);
	return Buffer.from(lines.flat());
}

function colour(x: number, y: number): readonly number[] {
	const isOutside = x < 6 || x >= WIDTH - 6 || y < 6 || y >= HEIGHT - 6;
	if (isOutside) return [236, 240, 244];
	const isCrack = Math.abs(x - 18 - ((y * 7) % 9) - Math.floor(y / 2)) < 2;
	if (isCrack) return [40, 26, 16];
	const isTape = Math.abs(x - WIDTH / 2) < 4;
	return isTape ? [222, 196, 140] : [186 - (y % 6), 138, 84];
}

function chunk(type: string, content: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, checksum]);
}
