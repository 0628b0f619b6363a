import type { Texts } from './en.js';

/** The texts in Russian. */
export const ru: Texts = {
	'who.customer': 'Клиент',
	'who.us': 'Ваша сторона',
	'mark.phone': '_(отправлено с телефона)_',
};
