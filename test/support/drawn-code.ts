import type { default as Reader } from 'jsqr';
import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';

// Its types describe a module that it is not.
const readCode = createRequire(import.meta.url)('jsqr') as typeof Reader.default;

const BLOCKS = /[█▀▄]/u;
/** Points of a field. */
const SCALE = 3;

/**
 * What somebody reads who scans the last QR code among these lines; undefined: nothing. `dark`: signs are dark, as in
 * colours; `light`: they are white on a dark background.
 */
export function scanDrawnCode(text: string, ink: 'dark' | 'light' = 'dark'): string | undefined {
	const lines = stripVTControlCharacters(text).split(/\r?\n/u);
	const end = lines.findLastIndex((line) => BLOCKS.test(line));
	if (end < 0) return undefined;
	const start = lines.slice(0, end).findLastIndex((line) => /[\p{L}:]/u.test(line)) + 1;
	const drawn = lines.slice(start, end + 1);
	const side = Math.max(...drawn.map((line) => line.length));
	const height = Math.max(side, drawn.length * 2);
	// A white wall around it, as paper has.
	const [width, tall] = [(side + 8) * SCALE, (height + 8) * SCALE];
	const pixels = new Uint8ClampedArray(width * tall * 4).fill(255);
	for (let y = 0; y < tall; y += 1)
		for (let x = 0; x < width; x += 1)
			if (isDark(drawn, Math.floor(x / SCALE) - 4, Math.floor(y / SCALE) - 4, ink))
				pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
	return readCode(pixels, width, tall, { inversionAttempts: 'dontInvert' })?.data;
}

function isDark(lines: readonly string[], x: number, y: number, ink: 'dark' | 'light'): boolean {
	const sign = lines[Math.floor(y / 2)]?.[x];
	if (sign === undefined) return false;
	const isInk = sign === '█' || sign === (y % 2 === 0 ? '▀' : '▄');
	return isInk === (ink === 'dark');
}
