/**
 * Every text that people in Rocket.Chat, or customers, read from the bridge, in English. `{name}` is filled in. Operators
 * override single texts with TEXTS_FILE; each language has the same keys.
 */
export const en = {
	'who.customer': 'The customer',
	'who.us': 'Your side',
	'mark.phone': '_(sent from the phone)_',
} as const satisfies Record<string, string>;

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;
