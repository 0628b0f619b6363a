import type { LinkStep } from '../../../core/operations/follow-link.js';
import { printJsonLine } from '../../answer.js';
import type { Io } from '../../io.js';
import { isoOf } from '../../shown.js';
import type { LinkView } from './link-view.js';
import { openPicture } from './qr-file.js';
import { readQrText } from './qr-code.js';

/** One line for each step; with `png` the picture is in that file, too. */
export function openJsonView(io: Io, instance: string, png: string | undefined): LinkView {
	const picture = png === undefined ? undefined : openPicture(png);
	return {
		async show(step) {
			if (step.type === 'qr') picture?.write(step.png);
			printJsonLine(io, { ...(await fieldsOf(step)), instance });
		},
		close() {
			picture?.remove();
			return Promise.resolve();
		},
	};
}

async function fieldsOf(step: LinkStep): Promise<object> {
	if (step.type === 'qr') {
		const payload = (await readQrText(step.png)) ?? null;
		const png = step.png.toString('base64');
		return { type: step.type, payload, png, expiresAt: isoOf(step.expiresAt) };
	}
	if (step.type === 'code') return { ...step, expiresAt: isoOf(step.expiresAt) };
	return step.type === 'linked' ? { ...step, phone: step.phone || null } : step;
}
