import type { CheckTable } from '../types.js';

/** What the checks of the ledger say. */
export const LEDGER = {
	'ledger-backlog': {
		looks: ['how much waits to be delivered, and since when', 'сколько ждёт доставки и как давно'],
		ok: ['{count} wait', 'ждут: {count}'],
		faults: {
			old: {
				found: [
					'{count} wait, the oldest for {minutes} min',
					'ждут: {count}, дольше всех {minutes} мин',
				],
				advice: [
					'greenapi-rc trace {id} says what the oldest waits for.',
					'greenapi-rc trace {id} покажет, чего ждёт самое старое.',
				],
			},
			large: {
				found: ['{count} wait', 'ждут: {count}'],
				advice: [
					'greenapi-rc status shows whether it falls; see the held chats below.',
					'greenapi-rc status покажет, убывает ли очередь; смотрите задержанные чаты ниже.',
				],
				isWarning: true,
			},
		},
	},
	'ledger-dead': {
		looks: ['dead letters of the last 24 hours', 'недоставленные за последние 24 часа'],
		ok: ['there are none', 'нет'],
		faults: {
			some: {
				found: [
					'{count}, the newest because of {reasons}',
					'{count}, причины последних: {reasons}',
				],
				advice: [
					'greenapi-rc list-dead-letters names them; when the cause is mended: greenapi-rc retry-message --all',
					'greenapi-rc list-dead-letters покажет их; после устранения причины: greenapi-rc retry-message --all',
				],
			},
		},
	},
	'ledger-held': {
		looks: ['chats that wait for a reason', 'чаты, которые ждут по какой-то причине'],
		ok: ['there are none', 'нет'],
		faults: {
			held: {
				found: ['{count} chats wait because of {reason}', 'чатов: {count}, причина {reason}'],
				advice: [
					'docs/error-codes.md says what to do about {reason}; greenapi-rc trace names the chat’s next try.',
					'Что делать с {reason}, сказано в docs/error-codes.md; greenapi-rc trace назовёт следующую попытку.',
				],
				isWarning: true,
			},
			paused: {
				found: [
					'{count} chats wait: an operator has paused them',
					'чатов ждёт: {count}, их остановил оператор',
				],
				advice: [
					'greenapi-rc resume-instance <id> lets them go on.',
					'greenapi-rc resume-instance <id> пустит их дальше.',
				],
				isWarning: true,
			},
			stuck: {
				found: [
					'{count} chats can’t go on because of {reason}',
					'чатов стоит: {count}, причина {reason}',
				],
				advice: [
					'docs/error-codes.md says what to do about {reason}; the messages go by themselves then.',
					'Что делать с {reason}, сказано в docs/error-codes.md; затем сообщения уйдут сами.',
				],
			},
		},
	},
	'ledger-doubt': {
		looks: ['calls whose effect is not known', 'вызовы, чей итог неизвестен'],
		ok: ['none is older than ten minutes', 'старше десяти минут нет'],
		faults: {
			old: {
				found: ['{count}, the oldest for {minutes} min', '{count}, старейшему {minutes} мин'],
				advice: [
					'The daemon settles them when it runs and GREEN-API answers: greenapi-rc trace {id}',
					'Демон разрешит их, когда работает и GREEN-API отвечает: greenapi-rc trace {id}',
				],
				isWarning: true,
			},
		},
	},
	'ledger-leases': {
		looks: [
			'chats that belong to a daemon that is gone',
			'чаты, закреплённые за исчезнувшим демоном',
		],
		ok: ['there are none', 'нет'],
		faults: {
			stale: {
				found: ['{count} chats', 'чатов: {count}'],
				advice: [
					'Start a daemon: it takes them over by itself, and settles what was under way.',
					'Запустите демон: он сам их заберёт и разрешит незавершённое.',
				],
				isWarning: true,
			},
		},
	},
	'ledger-parked': {
		looks: [
			'edits, deletions and reactions that wait for their message',
			'правки, удаления и реакции, ждущие своего сообщения',
		],
		ok: ['none waits longer than PARK_SECONDS', 'дольше PARK_SECONDS никто не ждёт'],
		faults: {
			old: {
				found: ['{count}, the oldest for {minutes} min', '{count}, старейшему {minutes} мин'],
				advice: [
					'Start the daemon: it shows them on their own after PARK_SECONDS.',
					'Запустите демон: после PARK_SECONDS он покажет их отдельно.',
				],
				isWarning: true,
			},
		},
	},
} as const satisfies CheckTable;
