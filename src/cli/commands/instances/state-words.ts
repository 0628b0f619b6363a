import type { Io } from '../../io.js';
import { oneLine } from '../../shown.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

/** What an instance's state means, and what to do. Sources: docs, api/account/GetStateInstance and GetWaSettings. */
const STATES = {
	authorized: ['A phone is linked: messages cross.', 'Телефон привязан, сообщения проходят.'],
	notAuthorized: [
		'No phone is linked: greenapi-rc link-instance {instance}. Messages to WhatsApp wait.',
		'Телефон не привязан: greenapi-rc link-instance {instance}. Сообщения в WhatsApp ждут.',
	],
	starting: [
		'It is starting, which takes up to five minutes; after that: greenapi-rc reboot-instance {instance}.',
		'Инстанс запускается, это занимает до пяти минут; если дольше: greenapi-rc reboot-instance {instance}.',
	],
	blocked: [
		'WhatsApp has blocked the number: appeal in WhatsApp on the phone, or log out and link another number.',
		'WhatsApp заблокировал номер: подайте апелляцию в WhatsApp на телефоне или выйдите и привяжите другой номер.',
	],
	suspended: [
		'WhatsApp lets it send nothing for a while, because it suspects spam; receiving works. Write less to strangers; then greenapi-rc reboot-instance {instance}.',
		'WhatsApp временно запретил отправку из-за подозрения на спам; приём работает. Пишите меньше незнакомым, затем greenapi-rc reboot-instance {instance}.',
	],
	sleepMode: [
		'Its phone is off: switch it on; it takes up to five minutes until it is authorized again.',
		'Телефон выключен: включите его; до повторной авторизации может пройти пять минут.',
	],
	pendingCode: [
		'A pairing code was asked for and not typed yet: greenapi-rc link-instance {instance}.',
		'Код привязки запрошен, но ещё не введён: greenapi-rc link-instance {instance}.',
	],
	tokenRefused: [
		'GREEN-API refuses its token: copy apiTokenInstance from the console, remove the instance here and create it again.',
		'GREEN-API не принимает токен: скопируйте apiTokenInstance из личного кабинета, удалите инстанс здесь и создайте снова.',
	],
	instanceRefused: [
		'GREEN-API does not know it at its address: compare idInstance and apiUrl with the console.',
		'GREEN-API не знает его по этому адресу: сравните idInstance и apiUrl с личным кабинетом.',
	],
	gone: [
		'It was deleted or has expired at GREEN-API: renew it in the console, or remove it here.',
		'Инстанс удалён или истёк в GREEN-API: продлите его в личном кабинете или удалите здесь.',
	],
	other: [
		'greenapi-rc does not know this state: see https://console.green-api.com.',
		'greenapi-rc не знает такого состояния: см. https://console.green-api.com.',
	],
} as const satisfies Words;

/** One or two sentences: what the state means, and what to do. */
export function stateAdvice(io: Io, instance: string, state: string): string {
	const key = Object.hasOwn(STATES, state) ? (state as keyof typeof STATES) : 'other';
	return wordsOf(io, STATES)(key, { instance: oneLine(instance) });
}
