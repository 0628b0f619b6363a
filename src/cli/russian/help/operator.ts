/** Helps of operator-commands.ts. */
export const OPERATOR_HELP: Readonly<Record<string, string>> = {
	'list the messages that were given up, newest last, without what they say':
		'показать недоставленные сообщения, последние внизу, без их содержания',
	'only those of this instance': 'только у этого инстанса',
	'how many at most': 'сколько самое большее',
	'have a dead letter, or all of them, delivered again':
		'доставить недоставленное сообщение ещё раз, одно или все',
	'number of the message, as list-dead-letters prints it':
		'номер сообщения, как его показывает list-dead-letters',
	'all dead letters': 'все недоставленные',
	'with --all: only those of this instance': 'вместе с --all: только у этого инстанса',
	'say where messages are: their whole way, and what to do':
		'сказать, где сообщения: весь их путь, и что делать',
	'number of a message, its id in WhatsApp or Rocket.Chat, a phone number or a chat id':
		'номер сообщения, его идентификатор в WhatsApp или Rocket.Chat, номер телефона или чат',
	'how many messages at most, the newest': 'сколько сообщений самое большее, последние',
	'print what they say, too: customers’ texts': 'показать и содержание: тексты клиентов',
	'say how the instances of a workspace behave, or one of them':
		'задать, как ведут себя инстансы рабочего пространства или один из них',
	'as list-preferences prints it': 'как её показывает list-preferences',
	'the new value, behind -- when it begins with a dash; without one it is as before it was set':
		'новое значение, после --, если начинается с дефиса; без него всё как до настройки',
	'only this instance': 'только этот инстанс',
	'print how the instances of a workspace behave, or one of them':
		'показать, как ведут себя инстансы рабочего пространства или один из них',
	'what counts for this instance': 'что действует для этого инстанса',
	'print the reference of all preferences instead of the values':
		'вместо значений – справочник всех настроек',
};
