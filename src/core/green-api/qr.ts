import { textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { readReason } from './reason.js';
import type { QrAnswer } from './types.js';

/** The first bytes of every PNG (RFC 2083). */
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** GREEN-API's pictures have 256 x 256 points, a few kilobytes. */
const LARGEST = 500_000;

/**
 * The answer of `qr` (docs: api/account/QR); undefined for one of another form, also when the picture is none: it is shown
 * to people under our address.
 */
export function readQr(answer: JsonObject | undefined): QrAnswer | undefined {
	const type = textAt(answer, 'type');
	const message = textAt(answer, 'message');
	if (type === 'alreadyLogged') return { kind: 'linked' };
	if (type !== 'qrCode')
		return type === '' ? undefined : { kind: 'none', reason: readReason(message) };
	const png = Buffer.from(message.replace(/^data:image\/png;base64,/, ''), 'base64');
	const isPicture = png.length <= LARGEST && png.subarray(0, PNG.length).equals(PNG);
	return isPicture ? { kind: 'qr', png } : undefined;
}
