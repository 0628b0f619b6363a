import { URL } from 'url';
import { completeAddress } from '../setting-checks';
import type { TextKey } from '../texts';

/** What is wrong with a value; undefined when nothing is. The value itself is never repeated. */
export type Check = (value: string) => TextKey | undefined;

const PHONE = /^\d{7,15}$/;

/** One word, as Rocket.Chat's ids are. */
export const userId: Check = (value) =>
	/^[\w.-]{1,64}$/.test(value) ? undefined : 'error_field_user_id';

/** Rocket.Chat's have 43 characters, GREEN-API's 50; a cut one is noticed here. */
export const token: Check = (value) =>
	/^[\x21-\x7e]{10,255}$/.test(value) ? undefined : 'error_field_token';

export const instanceId: Check = (value) =>
	/^[1-9]\d{0,11}$/.test(value) ? undefined : 'error_field_instance';

/** With country code; signs between the digits are fine. */
export const phone: Check = (value) =>
	PHONE.test(digitsOf(value)) ? undefined : 'error_field_phone';

/** Whom to write to: a phone number, or the id of a WhatsApp chat. */
export const recipient: Check = (value) =>
	/^[\w-]+@(?:c\.us|lid)$/.test(value) ? undefined : phone(value);

export const address: Check = (value) => (isHttp(value) ? undefined : 'error_field_address');

export const appUrl: Check = (value) =>
	completeAddress(value) === undefined ? 'error_field_app_url' : undefined;

export const anything: Check = () => undefined;

/** The number without spaces, brackets, dashes and its plus sign. */
export function digitsOf(value: string): string {
	return value.replace(/[\s().+-]/g, '');
}

/** `URL` is imported: the runtime of engines up to 1.42 has no global one. */
function isHttp(value: string): boolean {
	try {
		const { protocol, hostname } = new URL(value);
		return hostname !== '' && (protocol === 'https:' || protocol === 'http:');
	} catch {
		return false;
	}
}
