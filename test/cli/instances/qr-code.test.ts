import test from 'ava';
import { PNG } from 'pngjs';
import { encodeQR } from 'qr';
import { qrLines, readQrText } from '../../../src/cli/commands/instances/qr-code.js';
import { qrPayload, qrPicture } from '../../../src/sandbox/green-api/qr-picture.js';
import { scanDrawnCode } from '../../support/drawn-code.js';

/** A code as a picture, as wide as `scale` points a field makes it: not whole ones, too. */
function pictureOf(text: string, version: number, scale: number): Buffer {
	const fields = encodeQR(text, 'raw', { ecc: 'medium', border: 4, version });
	const size = Math.round(fields.length * scale);
	const png = new PNG({ width: size, height: size });
	for (let at = 0; at < size * size; at += 1) {
		const [x, y] = [at % size, Math.floor(at / size)].map((point) => Math.floor(point / scale));
		png.data.set(fields[y ?? 0]?.[x ?? 0] === true ? [0, 0, 0, 255] : [255, 255, 255, 255], at * 4);
	}
	return PNG.sync.write(png);
}

for (const [version, scale] of [
	[1, 12],
	[2, 3],
	[5, 5.2],
	[7, 4],
	[10, 3.9],
	[14, 3],
	[20, 4],
	[25, 3],
] as const) {
	test(`what is drawn of a code of version ${version} says what its picture says`, async (t) => {
		const text = `2@v${version}`;
		t.is(await readQrText(pictureOf(text, version, scale)), text);
		for (const ink of ['painted', 'light', 'dark'] as const)
			for (const quiet of [1, 4]) {
				const lines = await qrLines(text, { quiet, ink });
				t.is(scanDrawnCode(lines.join('\n'), ink === 'light' ? 'light' : 'dark'), text);
			}
	});
}

test('a code as long as WhatsApp’s has 57 fields, and is read again', async (t) => {
	const text = qrPayload();
	t.is(await readQrText(Buffer.from(qrPicture(text), 'base64')), text);
	const lines = await qrLines(text, { quiet: 2, ink: 'dark' });
	t.deepEqual([lines.length, lines[0]?.length], [31, 61]);
	t.is(scanDrawnCode(lines.join('\n')), text);
});

test('reads nothing where there is nothing to be read', async (t) => {
	const empty = PNG.sync.write(new PNG({ width: 64, height: 64 }));
	const huge = Buffer.from(empty);
	huge.writeUInt32BE(100_000, 16);
	for (const png of [empty, huge, empty.subarray(0, 60), Buffer.from('no picture')])
		t.is(await readQrText(png), undefined);
});
