/** Helps of message-commands.ts. */
export const MESSAGES_HELP: Readonly<Record<string, string>> = {
	'list messages, newest last, without what they say':
		'показать сообщения, последние внизу, без их содержания',
	'only those of this chat: its WhatsApp id, or the phone number':
		'только из этого чата: его идентификатор в WhatsApp или номер телефона',
	'the same, by the phone number': 'то же по номеру телефона',
	'pending, waiting, done, skipped or dead; several with commas':
		'pending, waiting, done, skipped или dead; несколько через запятую',
	'inbound (in): from customers; outbound (out): to them':
		'inbound (in): от клиентов; outbound (out): клиентам',
	'e.g. message,edit,reaction; without it, all that crosses between people':
		'например message,edit,reaction; если не указано, всё, что передаётся между людьми',
	'with the notices and alerts, receipts and events of the bridge itself':
		'и уведомления, предупреждения, отметки и события самого моста',
	'accepted since: an ISO time, or 30m, 2h, 3d ago':
		'принятые начиная с: время ISO или 30m, 2h, 3d назад',
	'accepted before: likewise': 'принятые раньше чем: так же',
	'the page behind another: numbers below this one': 'следующая страница: номера меньше этого',
	'how many at most, the newest': 'сколько самое большее, последние',
	'the other way round': 'в обратном порядке',
	'give up a message that waits, or a dead letter, for good; its chat goes on':
		'навсегда отказаться от ждущего или недоставленного сообщения; его чат пойдёт дальше',
	'number of the message, as list-messages prints it':
		'номер сообщения, как его показывает list-messages',
	'kept and shown by trace': 'сохраняется, и её показывает trace',
	'do not ask once more': 'не переспрашивать',
	'let nothing cross by an instance, in both directions; what comes is kept':
		'ничего не передавать через инстанс в обе стороны; что приходит, сохраняется',
	'kept and shown, e.g. who asked for it': 'сохраняется и показывается, например кто попросил',
	'end the pause of an instance: what waited is delivered, in its order':
		'снять инстанс с паузы: что ждало, доставляется по порядку',
};
