import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const FIELDS = 32;
/** Points a field is wide: the documented picture has 256 x 256 points. */
const SCALE = 8;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * A picture that looks like a QR code, another one at each call, base64 of a PNG (docs: api/account/QR). No phone can scan
 * it: `scan` of the stand-in stands for that.
 */
export function qrPicture(): string {
	const size = FIELDS * SCALE;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(size, 0);
	header.writeUInt32BE(size, 4);
	// One bit a point, grey; the rest is 0: the only compression, filter and order that there are for it.
	header[8] = 1;
	const rows = Array.from({ length: FIELDS }, () => randomBytes(FIELDS / 8)).flatMap((bits) => {
		const line = Buffer.from([0, ...[...fieldsOf(bits)].map((isWhite) => (isWhite ? 0xff : 0))]);
		return Array.from({ length: SCALE }, () => line);
	});
	const parts = [
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0)),
	];
	return Buffer.concat([SIGNATURE, ...parts]).toString('base64');
}

/** The fields of a row: a byte of the picture is one field, as it has eight points. */
function* fieldsOf(bits: Buffer): Generator<boolean> {
	for (const byte of bits) {
		for (let bit = 0; bit < 8; bit += 1) yield ((byte >> bit) & 1) === 1;
	}
}

function chunk(type: string, content: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, check]);
}
