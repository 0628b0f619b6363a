import type { WriteStream } from 'node:tty';
import type { LinkStep } from '../../../core/operations/follow-link.js';
import { refusal } from '../../../core/operations/refusals.js';
import type { Io } from '../../io.js';
import { wordsOf } from '../../words.js';
import type { SayWord } from '../../words.js';
import type { LinkView } from './link-view.js';
import { LINK_WORDS, linkLines } from './link-words.js';
import { qrLines, qrSize, readQrText } from './qr-code.js';
import type { QrLook } from './qr-code.js';

/** White fields around a code, the best first. */
const QUIETS = [4, 2, 1];
/** Below the last line there is the cursor. */
const CURSOR_LINES = 1;
const WHOLE_SCREEN = '\u001b[H\u001b[J';

type Screen = { readonly screen: WriteStream; readonly ink: QrLook['ink'] };

/** One code below the other, without colours: for logs, pipes and terminals that can't go back. */
export function openPlainView(io: Io, idInstance: string, ink: QrLook['ink']): LinkView {
	const say = wordsOf(io, LINK_WORDS);
	return {
		async show(step) {
			if (step.type === 'qr') {
				const [lines, text] = [linkLines(say, step, idInstance), await textOf(step)];
				[...lines, ...(await qrLines(text, { quiet: 4, ink })), ''].forEach(io.out);
			} else {
				linkLines(say, step, idInstance).forEach(step.type === 'code' ? io.out : io.err);
			}
		},
		close: () => Promise.resolve(),
	};
}

/** Always in the same place: what comes replaces what was there, and nothing of it stays. */
export function openScreenView(io: Io, idInstance: string, { screen, ink }: Screen): LinkView {
	const say = wordsOf(io, LINK_WORDS);
	const look = io.env['NO_COLOR'] ? ink : 'painted';
	let lineCount = 0;
	let last: LinkStep | undefined;

	function replace(lines: readonly string[], clear = upBy(lineCount)): void {
		screen.write([clear, ...lines.map((line) => `${line}\n`)].join(''));
		lineCount = lines.length;
	}

	async function draw(clear?: string): Promise<void> {
		if (last === undefined) return;
		const lines = linkLines(say, last, idInstance);
		const shown = last.type === 'qr' ? await withCode(say, lines, last, { screen, look }) : lines;
		replace(
			shown.flatMap((line) => folded(line, screen.columns)),
			clear,
		);
	}

	/** The terminal has moved its lines: where they are now is not known. */
	const onResize = (): void => void draw(WHOLE_SCREEN).catch(() => undefined);
	screen.on('resize', onResize);
	return {
		async show(step) {
			last = step;
			await draw();
		},
		close() {
			screen.off('resize', onResize);
			last = undefined;
			replace([]);
			return Promise.resolve();
		},
	};
}

async function withCode(
	say: SayWord<typeof LINK_WORDS>,
	lines: readonly string[],
	step: Extract<LinkStep, { type: 'qr' }>,
	{ screen, look }: { readonly screen: WriteStream; readonly look: QrLook['ink'] },
): Promise<string[]> {
	const text = await textOf(step);
	const size = await qrSize(text);
	const around = lines.length + CURSOR_LINES;
	const needs = (quiet: number) => ({
		columns: size + 2 * quiet,
		lines: Math.ceil((size + 2 * quiet) / 2) + around,
	});
	// A terminal that does not know its size says 0.
	const [columns, rows] = [screen.columns || Infinity, screen.rows || Infinity];
	const quiet = QUIETS.find((one) => needs(one).columns <= columns && needs(one).lines <= rows);
	if (quiet === undefined) return [say('small', needs(QUIETS.at(-1) ?? 1)), say('others')];
	const [first = '', ...rest] = lines;
	return [first, ...(await qrLines(text, { quiet, ink: look })), ...rest];
}

async function textOf({ png }: Extract<LinkStep, { type: 'qr' }>): Promise<string> {
	const text = await readQrText(png);
	if (text !== undefined) return text;
	throw refusal({
		code: 'qr-unreadable',
		status: 502,
		message: 'refusal.qr-unreadable',
		help: 'help.qr-unreadable',
	});
}

function upBy(lines: number): string {
	return lines === 0 ? '' : `\u001b[${lines}A\r\u001b[J`;
}

/** Lines that the terminal need not break: it would not count them. Those of a code fit, or it is not drawn. */
function folded(line: string, columns: number): string[] {
	if (line.startsWith('\u001b') || !columns || line.length <= columns) return [line];
	const cut = line.lastIndexOf(' ', columns);
	const at = cut > 0 ? cut : columns;
	return [line.slice(0, at), ...folded(line.slice(at).trimStart(), columns)];
}
