import type { Words } from '../../words.js';

/** What is waited for, at a terminal. */
export const WAITING_WORDS = {
	rocketChat: ['Asking Rocket.Chat', 'Запрос в Rocket.Chat'],
	greenApi: ['Asking GREEN-API', 'Запрос в GREEN-API'],
	tellingGreenApi: ['Telling GREEN-API', 'Сообщаем GREEN-API'],
} as const satisfies Words;
