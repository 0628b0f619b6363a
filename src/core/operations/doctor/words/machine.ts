import type { CheckTable } from '../types.js';

/** What the checks of this machine say. */
export const MACHINE = {
	'node-version': {
		looks: ['the version of Node.js', 'версия Node.js'],
		ok: ['{version}', '{version}'],
		faults: {
			old: {
				found: ['{version}; {needed} or higher is needed', '{version}; нужна {needed} или выше'],
				advice: ['Install Node.js {needed} or higher.', 'Установите Node.js {needed} или выше.'],
			},
		},
	},
	'data-folder': {
		looks: [
			'whether DATA_DIR is there and can be written',
			'есть ли DATA_DIR и возможна ли запись',
		],
		ok: ['it can be written', 'запись возможна'],
		faults: {
			missing: {
				found: ['it is not there', 'папки нет'],
				advice: [
					'Set DATA_DIR as the daemon has it; on a new machine greenapi-rc migrate makes it.',
					'Задайте DATA_DIR как у демона; на новой машине её создаст greenapi-rc migrate.',
				],
			},
			unwritable: {
				found: ['it can’t be written ({code})', 'запись невозможна ({code})'],
				advice: [
					'Give it to the user who runs greenapi-rc: chown -R <user> {path}',
					'Отдайте её пользователю, под которым работает greenapi-rc: chown -R <user> {path}',
				],
			},
		},
	},
	'disk-space': {
		looks: ['the free space where DATA_DIR is', 'свободное место там, где DATA_DIR'],
		ok: ['{free} MB are free', 'свободно {free} МБ'],
		faults: {
			full: {
				found: ['only {free} MB are free', 'свободно лишь {free} МБ'],
				advice: [
					'Free some space: without it no message can be stored.',
					'Освободите место: без него сообщения не сохранить.',
				],
			},
			low: {
				found: ['{free} MB are free', 'свободно {free} МБ'],
				advice: ['Free some space, or enlarge the disk.', 'Освободите место или увеличьте диск.'],
				isWarning: true,
			},
		},
	},
	clock: {
		looks: [
			'this machine’s clock against the Date headers of both clouds',
			'часы этой машины и заголовки Date обоих облаков',
		],
		ok: ['within a minute', 'расхождение меньше минуты'],
		faults: {
			off: {
				found: [
					'{seconds} s away from the clocks of {hosts}',
					'расходятся с часами {hosts} на {seconds} с',
				],
				advice: [
					'Set the clock by NTP: timedatectl set-ntp true. Signed calls are refused when it is five minutes off.',
					'Включите NTP: timedatectl set-ntp true. При расхождении в пять минут подписанные вызовы отвергаются.',
				],
			},
			'one-off': {
				found: [
					'the clock of {hosts} is {seconds} s away, those of the others are not',
					'часы {hosts} расходятся на {seconds} с, остальные идут верно',
				],
				advice: [
					'Set that machine’s clock by NTP: calls that its app signs are refused when it is five minutes off.',
					'Включите NTP на той машине: при расхождении в пять минут подписи её приложения отвергаются.',
				],
			},
		},
	},
} as const satisfies CheckTable;
