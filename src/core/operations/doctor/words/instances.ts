import type { CheckTable } from '../types.js';

/** What the checks of the instances say. */
export const INSTANCES = {
	'instances-any': {
		looks: ['which instances are connected', 'какие инстансы подключены'],
		ok: ['{count}', '{count}'],
		faults: {
			none: {
				found: ['none is', 'ни одного'],
				advice: [
					'greenapi-rc create-instance connects one.',
					'Подключите: greenapi-rc create-instance',
				],
				isWarning: true,
			},
		},
	},
	'instance-state': {
		looks: ['the state that GREEN-API tells', 'состояние по данным GREEN-API'],
		ok: ['authorized', 'authorized'],
		faults: {
			unlinked: {
				found: ['no phone is linked ({state})', 'телефон не привязан ({state})'],
				advice: [
					'greenapi-rc link-instance {id} shows the QR code.',
					'greenapi-rc link-instance {id} покажет QR-код.',
				],
			},
			starting: {
				found: ['it restarts', 'перезапускается'],
				advice: [
					'Wait five minutes, then run this again.',
					'Подождите пять минут и проверьте снова.',
				],
				isWarning: true,
			},
			suspended: {
				found: [
					'WhatsApp limits the number for a while ({state})',
					'WhatsApp временно ограничил номер ({state})',
				],
				advice: [
					'Write to fewer new customers; greenapi-rc reboot-instance {id} resumes sending.',
					'Пишите реже новым клиентам; greenapi-rc reboot-instance {id} возобновит отправку.',
				],
			},
			blocked: {
				found: ['WhatsApp has banned the number', 'WhatsApp заблокировал номер'],
				advice: [
					'Ask for a review in WhatsApp on the phone, or link another number.',
					'Подайте обжалование в WhatsApp на телефоне или привяжите другой номер.',
				],
			},
			other: {
				found: ['{state}', '{state}'],
				advice: [
					'See the instance in https://console.green-api.com',
					'Посмотрите инстанс в https://console.green-api.com',
				],
			},
			refused: {
				found: ['{reason}', '{reason}'],
				advice: ['{help}', '{help}'],
			},
			unreachable: {
				found: ['{reason}', '{reason}'],
				advice: ['{help}', '{help}'],
			},
		},
	},
	'instance-settings': {
		looks: [
			'webhook address, token and switches against those it needs',
			'адрес вебхуков, токен и переключатели: те ли, что нужны',
		],
		ok: ['as they shall be', 'как надо'],
		faults: {
			differ: {
				found: ['these differ: {names}', 'отличаются: {names}'],
				advice: [
					'greenapi-rc apply-settings {id} puts them right; it restarts the instance.',
					'greenapi-rc apply-settings {id} исправит; инстанс перезапустится.',
				],
			},
		},
	},
	'instance-number': {
		looks: ['whether two instances share a number', 'нет ли двух инстансов на одном номере'],
		ok: ['none does', 'нет'],
		faults: {
			shared: {
				found: ['{others} have the same number', 'тот же номер у {others}'],
				advice: [
					'Remove all but one, else customers’ messages come twice: greenapi-rc remove-instance <id>',
					'Оставьте один, иначе сообщения придут дважды: greenapi-rc remove-instance <id>',
				],
			},
		},
	},
	'instance-webhooks': {
		looks: ['the webhooks that wait at GREEN-API to be taken', 'вебхуки, которые ждут в GREEN-API'],
		ok: ['{count}', '{count}'],
		faults: {
			stuck: {
				found: ['{count} wait', 'ждут: {count}'],
				advice: [
					'The first of them is not answered 200: see app-url-probe and instance-settings, then the daemon’s log.',
					'На первый не отвечают 200: смотрите app-url-probe и instance-settings, затем журнал демона.',
				],
			},
		},
	},
	'instance-queue': {
		looks: [
			'the messages that wait at GREEN-API to be sent',
			'сообщения, которые ждут отправки в GREEN-API',
		],
		ok: ['{count}', '{count}'],
		faults: {
			long: {
				found: ['{count} wait', 'ждут: {count}'],
				advice: [
					'See the phone and the state; greenapi-rc reboot-instance {id} starts the queue again.',
					'Проверьте телефон и состояние; greenapi-rc reboot-instance {id} снова запустит очередь.',
				],
				isWarning: true,
			},
		},
	},
	'instance-tariff': {
		looks: ['whether messages wait for the tariff', 'не упёрлись ли сообщения в тариф'],
		ok: ['none does', 'нет'],
		faults: {
			quota: {
				found: ['{count} chats wait: the tariff is used up', 'чатов ждёт: {count}, тариф исчерпан'],
				advice: [
					'Change the tariff in https://console.green-api.com; the messages go by themselves then.',
					'Смените тариф в https://console.green-api.com; затем сообщения уйдут сами.',
				],
			},
		},
	},
	'instance-owner': {
		looks: ['whose it is', 'кому принадлежит'],
		ok: ['{owner}', '{owner}'],
		faults: {
			none: {
				found: ['nobody’s', 'никому'],
				advice: [
					'greenapi-rc remove-instance {id}, then create-instance {id} --owner <email>: the owner hears when it fails.',
					'greenapi-rc remove-instance {id}, затем create-instance {id} --owner <email>: владелец узнает о сбоях.',
				],
				isWarning: true,
			},
			gone: {
				found: [
					'an agent who is not registered any more',
					'агенту, который больше не зарегистрирован',
				],
				advice: [
					'greenapi-rc remove-instance {id}, then create-instance {id} --owner <email>.',
					'greenapi-rc remove-instance {id}, затем create-instance {id} --owner <email>.',
				],
			},
		},
	},
	'instance-silent': {
		looks: [
			'when something came from it last, beside the others',
			'когда от него приходило последнее, по сравнению с другими',
		],
		ok: ['nothing strange', 'ничего странного'],
		faults: {
			silent: {
				found: [
					'nothing for {days} days, while others receive',
					'ничего уже {days} дн., а другие получают',
				],
				advice: [
					'Write to that number from another phone; when nothing comes: greenapi-rc apply-settings {id}, then reboot-instance.',
					'Напишите на этот номер с другого телефона; если не придёт: greenapi-rc apply-settings {id}, затем reboot-instance.',
				],
				isWarning: true,
			},
		},
	},
} as const satisfies CheckTable;
