/** The lines of the demo, by their English. What its people write stays as it is. */
export const DEMO: Readonly<Record<string, string>> = {
	'Workspace, agent and WhatsApp number are registered, by HTTP':
		'Рабочее пространство, агент и номер WhatsApp регистрируются, по HTTP',
	'Mary writes: Jane sees it': 'Мэри пишет: Джейн это видит',
	'Mary sends a photo: same name, size, sha256 and caption':
		'Мэри отправляет фото: имя, размер, sha256 и подпись те же',
	'Mary replies to her first message: Jane sees to which one':
		'Мэри отвечает на своё первое сообщение: Джейн видит, на какое',
	'Jane answers: Mary sees it, bold as WhatsApp writes it':
		'Джейн отвечает: Мэри видит ответ, жирный шрифт как в WhatsApp',
	'Jane sends a file: same name, size and sha256':
		'Джейн отправляет файл: имя, размер и sha256 те же',
	'Jane quotes a message: Mary sees which one': 'Джейн цитирует сообщение: Мэри видит, какое',
	'Rocket.Chat is down while Mary writes three messages: all come, in order':
		'Rocket.Chat не работает, Мэри пишет три раза: приходит всё, по порядку',
	'GREEN-API posts a webhook twice: Jane sees the message once':
		'GREEN-API шлёт вебхук дважды: Джейн видит сообщение один раз',
	'Mary corrects a message: Jane sees the change at it':
		'Мэри исправляет сообщение: Джейн видит это у самого сообщения',
	'Jane corrects a message: Mary sees the new text':
		'Джейн исправляет сообщение: Мэри видит новый текст',
	'customer to agent': 'клиент – агенту',
	'agent to customer': 'агент – клиенту',
	direction: 'направление',
	written: 'написано',
	accepted: 'принято',
	delivered: 'доставлено',
	repeated: 'повторов',
	lost: 'потеряно',
	'What the customer sees in WhatsApp': 'Что клиент видит в WhatsApp',
	'What the agent sees in Rocket.Chat': 'Что агент видит в Rocket.Chat',
};
