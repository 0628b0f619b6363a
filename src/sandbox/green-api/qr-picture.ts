import { randomBytes } from 'node:crypto';
import { PNG } from 'pngjs';
import { encodeQR } from 'qr';

/** Points the documented picture is wide and high (docs: api/account/QR). */
const SIZE = 256;
/** White fields around the code and its border at least. */
const MARGIN = 1;
const GREY = 0;

/** What a linked device's code says: a version, a reference and three keys; nobody's. */
export function qrPayload(): string {
	const key = (bytes: number): string => randomBytes(bytes).toString('base64');
	return `2@${[key(78), key(32), key(32), key(32)].join(',')}`;
}

/** The code of a text as a picture of 256 x 256 points, base64 of a PNG (docs: api/account/QR). */
export function qrPicture(text: string): string {
	const fields = encodeQR(text, 'raw', { ecc: 'low', border: 1 });
	const scale = Math.floor(SIZE / (fields.length + 2 * MARGIN));
	const start = Math.floor((SIZE - fields.length * scale) / 2);
	const picture = new PNG({ width: SIZE, height: SIZE, colorType: GREY });
	const isDark = (x: number, y: number): boolean =>
		fields[Math.floor((y - start) / scale)]?.[Math.floor((x - start) / scale)] === true;
	for (let at = 0; at < SIZE * SIZE; at += 1) {
		const colour = isDark(at % SIZE, Math.floor(at / SIZE)) ? 0 : 0xff;
		picture.data.set([colour, colour, colour, 0xff], at * 4);
	}
	return PNG.sync.write(picture, { colorType: GREY }).toString('base64');
}
