/** Country code and number together (ITU-T E.164: at most 15). */
const DIGITS = /^\d{7,15}$/;

/** The digits of a number as people write it: `+49 (151) 123-456`, `0049…`. Undefined when it is none. */
export function digitsOf(text: string): string | undefined {
	if (!/^\+?[\d\s().-]+$/.test(text)) return undefined;
	const digits = text.replaceAll(/\D/g, '').replace(/^00/, '');
	return DIGITS.test(digits) && !digits.startsWith('0') ? digits : undefined;
}
