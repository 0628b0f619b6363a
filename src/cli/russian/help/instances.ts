/** Helps of instance-commands.ts. */
export const INSTANCES_HELP: Readonly<Record<string, string>> = {
	'link a phone to an instance, by a QR code in the terminal or a pairing code':
		'привязать к инстансу телефон: QR-кодом в терминале или кодом привязки',
	'country code and number: a pairing code to type on that phone':
		'номер с кодом страны: код привязки, который вводят на этом телефоне',
	'write the QR code there as a picture; it is renewed, and removed at the end':
		'записать туда QR-код картинкой; она обновляется, а в конце удаляется',
	'without colours: draw for a terminal with a light background':
		'без цветов: рисовать для терминала со светлым фоном',
	'how long to wait for the phone (default: 240)':
		'сколько секунд ждать телефона (по умолчанию: 240)',
	'as JSON, one line for each step': 'в виде JSON, по строке на каждый шаг',
	'say all about an instance: state, number, settings, what waits here and there':
		'показать об инстансе всё: состояние, номер, настройки, что ждёт здесь и там',
	'give an instance the settings that it needs; what differs is shown first':
		'записать инстансу нужные настройки; сначала показывается, что отличается',
	'all instances': 'все инстансы',
	'show what differs, write nothing': 'показать, что отличается, ничего не записывать',
	'do not ask; an instance that is written to restarts':
		'не спрашивать; изменённый инстанс перезапускается',
	'as JSON; with --yes or --dry-run': 'в виде JSON; вместе с --yes или --dry-run',
	'restart an instance at GREEN-API, and wait until it is back':
		'перезапустить инстанс в GREEN-API и дождаться его',
	'how long to wait (default: 330)': 'сколько секунд ждать (по умолчанию: 330)',
	'unlink the phone of an instance; messages wait until one is linked again':
		'отвязать телефон инстанса; сообщения ждут, пока не привяжут другой',
};
