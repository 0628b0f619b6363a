import type { CheckTable } from '../types.js';

/** What the checks of the database say. */
export const DATABASE = {
	'database-reachable': {
		looks: ['whether the database of DATABASE_URL answers', 'отвечает ли база из DATABASE_URL'],
		ok: ['it answers', 'отвечает'],
		faults: {
			missing: {
				found: ['there is no such file', 'такого файла нет'],
				advice: [
					'Set DATA_DIR or DATABASE_URL as the daemon has them; on a new machine run greenapi-rc migrate.',
					'Задайте DATA_DIR или DATABASE_URL как у демона; на новой машине выполните greenapi-rc migrate.',
				],
			},
			unreachable: {
				found: ['{reason}', '{reason}'],
				advice: ['{help}', '{help}'],
			},
		},
	},
	'database-version': {
		looks: ['the version of the database server', 'версия сервера базы данных'],
		ok: ['{version}', '{version}'],
		faults: {
			old: {
				found: ['{version}; {needed} or higher is needed', '{version}; нужна {needed} или выше'],
				advice: [
					'Upgrade the server to {needed} or higher.',
					'Обновите сервер до {needed} или выше.',
				],
			},
		},
	},
	'database-schema': {
		looks: ['which migrations the database has', 'какие миграции есть в базе'],
		ok: ['all {count} of this version', 'все {count} этой версии'],
		faults: {
			older: {
				found: ['it lacks {count} of this version', 'не хватает {count}'],
				advice: ['Run: greenapi-rc migrate', 'Выполните: greenapi-rc migrate'],
			},
			newer: {
				found: [
					'a newer version has migrated it ({name})',
					'её обновила более новая версия ({name})',
				],
				advice: [
					'Install that version of greenapi-rc again.',
					'Снова установите ту версию greenapi-rc.',
				],
			},
		},
	},
	'database-write': {
		looks: [
			'a row that is written and taken back in one transaction',
			'запись строки, отменённая в той же транзакции',
		],
		ok: ['it took {ms} ms', 'заняла {ms} мс'],
		faults: {
			refused: { found: ['{reason}', '{reason}'], advice: ['{help}', '{help}'] },
			slow: {
				found: ['it took {ms} ms', 'заняла {ms} мс'],
				advice: [
					'Look what else keeps the disk or the server busy: every message waits for such a write.',
					'Посмотрите, что ещё нагружает диск или сервер: каждое сообщение ждёт такой записи.',
				],
				isWarning: true,
			},
		},
	},
	'database-integrity': {
		looks: ['SQLite’s own quick check of the file', 'быстрая проверка файла самой SQLite'],
		ok: ['it found nothing', 'ошибок нет'],
		faults: {
			damaged: {
				found: ['the file is damaged: {reason}', 'файл повреждён: {reason}'],
				advice: [
					'Stop the daemon and restore the newest backup (docs/operations.md).',
					'Остановите демон и восстановите последнюю копию (docs/operations.md).',
				],
			},
		},
	},
	'database-wal': {
		looks: ['the size of SQLite’s write-ahead log', 'размер журнала упреждающей записи SQLite'],
		ok: ['{size} MB', '{size} МБ'],
		faults: {
			large: {
				found: ['{size} MB', '{size} МБ'],
				advice: [
					'Look for a program that keeps the database open to read, such as a backup that hangs, and end it.',
					'Найдите программу, которая долго читает базу, например зависшее копирование, и завершите её.',
				],
				isWarning: true,
			},
		},
	},
	'database-file': {
		looks: ['who may read the file of the database', 'кто может читать файл базы'],
		ok: ['only its owner, or its folder is closed to others', 'только владелец, или папка закрыта'],
		faults: {
			open: {
				found: ['others can read it ({mode})', 'его могут читать другие ({mode})'],
				advice: ['chmod 600 {path}', 'chmod 600 {path}'],
			},
		},
	},
	'database-charset': {
		looks: ['the character set of the database', 'кодировка базы данных'],
		ok: ['{charset}', '{charset}'],
		faults: {
			narrow: {
				found: ['{charset}: emoji don’t fit', '{charset}: эмодзи не поместятся'],
				advice: [
					'ALTER DATABASE … CHARACTER SET utf8mb4; tables that are there need CONVERT TO CHARACTER SET utf8mb4.',
					'ALTER DATABASE … CHARACTER SET utf8mb4; для готовых таблиц: CONVERT TO CHARACTER SET utf8mb4.',
				],
			},
		},
	},
	'database-durability': {
		looks: ['innodb_flush_log_at_trx_commit', 'innodb_flush_log_at_trx_commit'],
		ok: ['1', '1'],
		faults: {
			loose: {
				found: [
					'{value}: a power cut can take messages that were acknowledged',
					'{value}: при отключении питания пропадут уже принятые сообщения',
				],
				advice: [
					'Set innodb_flush_log_at_trx_commit to 1 in the server’s configuration.',
					'Установите innodb_flush_log_at_trx_commit=1 в настройках сервера.',
				],
				isWarning: true,
			},
		},
	},
	'database-packet': {
		looks: ['max_allowed_packet', 'max_allowed_packet'],
		ok: ['{size} MB', '{size} МБ'],
		faults: {
			small: {
				found: [
					'{size} MB: the largest webhooks (5 MB) can’t be stored, and GREEN-API waits with all behind them',
					'{size} МБ: самые большие вебхуки (5 МБ) не сохранить, а GREEN-API задержит всё после них',
				],
				advice: [
					'Set max_allowed_packet to 16M in the server’s configuration, and restart the server.',
					'Установите max_allowed_packet=16M в настройках сервера и перезапустите его.',
				],
				isWarning: true,
			},
		},
	},
	'database-time': {
		looks: ['the server’s clock against this machine’s', 'часы сервера базы и этой машины'],
		ok: ['within some seconds', 'расхождение в пределах секунд'],
		faults: {
			off: {
				found: ['{seconds} s away', 'расхождение {seconds} с'],
				advice: ['Set the clocks of both machines by NTP.', 'Включите NTP на обеих машинах.'],
				isWarning: true,
			},
		},
	},
} as const satisfies CheckTable;
