/** More points on a side than any picture of a code has: what is larger would only fill the memory. */
const MOST_POINTS = 4096;
/** Of a hopeless picture, milliseconds. */
const LONGEST_SEARCH_MS = 2000;
/** White and black whatever the terminal's theme makes of its sixteen colours. */
const PAINT = '\u001b[38;5;16;48;5;231m';
const PLAIN = '\u001b[0m';

/** How a code is drawn. */
export type QrLook = {
	/** White fields around it; scanners want 4, and most do with 1. */
	readonly quiet: number;
	/** `painted`: black on white; `light`: no colours, for a dark background; `dark`: for a light one. */
	readonly ink: 'painted' | 'light' | 'dark';
};

/** The text of the QR code in a picture (PNG); undefined when there is none that can be read. */
export async function readQrText(png: Buffer): Promise<string | undefined> {
	const [{ PNG }, { decodeQR }] = await Promise.all([import('pngjs'), import('qr/decode.js')]);
	// Where every PNG has its width and height (RFC 2083).
	if (png.length < 24 || sizeAt(png, 16) > MOST_POINTS || sizeAt(png, 20) > MOST_POINTS)
		return undefined;
	try {
		const picture = PNG.sync.read(png);
		return decodeQR(picture, { format: 'RGBA', timeLimit: LONGEST_SEARCH_MS, effort: 10 });
	} catch {
		// Either of them says in many ways that it can't.
		return undefined;
	}
}

/** How many columns a code takes, without white fields around it; lines are half as many. */
export async function qrSize(text: string): Promise<number> {
	return (await fieldsOf(text, 1)).length - 2;
}

/** A text as QR code, the smallest: two fields a character, one above the other. */
export async function qrLines(text: string, { quiet, ink }: QrLook): Promise<string[]> {
	const fields = await fieldsOf(text, quiet);
	// What is not there below the last line is white.
	const isDark = (x: number, y: number): boolean => fields[y]?.[x] ?? false;
	const isInk = ink === 'light' ? (x: number, y: number) => !isDark(x, y) : isDark;
	return Array.from({ length: Math.ceil(fields.length / 2) }, (_, line) => {
		const signs = fields.map((__, x) => sign(isInk(x, line * 2), isInk(x, line * 2 + 1)));
		return ink === 'painted' ? `${PAINT}${signs.join('')}${PLAIN}` : signs.join('');
	});
}

function sign(upper: boolean, lower: boolean): string {
	if (upper) return lower ? '█' : '▀';
	return lower ? '▄' : ' ';
}

async function fieldsOf(text: string, border: number): Promise<boolean[][]> {
	const { encodeQR } = await import('qr');
	return encodeQR(text, 'raw', { ecc: 'low', border });
}

function sizeAt(png: Buffer, offset: number): number {
	return png.readUInt32BE(offset);
}
