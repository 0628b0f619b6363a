import type { CheckTable } from '../types.js';

/** What the checks of the settings and the key say. */
export const CONFIG = {
	'config-settings': {
		looks: ['every setting, in the environment and in .env', 'все настройки: окружение и .env'],
		ok: ['all are right', 'все верны'],
		faults: {
			wrong: {
				found: ['it must be {must}', 'должно быть: {must}'],
				advice: [
					'Correct it, for example {subject}={example}',
					'Исправьте, например {subject}={example}',
				],
			},
			unreadable: {
				found: ['the file can’t be read', 'файл не читается'],
				advice: [
					'Make it readable for the user who runs greenapi-rc, or remove it.',
					'Сделайте его читаемым для пользователя greenapi-rc или уберите.',
				],
			},
		},
	},
	'config-unknown': {
		looks: [
			'variables whose names nearly are those of settings',
			'переменные, чьи имена похожи на имена настроек',
		],
		ok: ['there are none', 'таких нет'],
		faults: {
			typo: {
				found: ['it is no setting; {near} is', 'такой настройки нет; есть {near}'],
				advice: ['Rename it to {near}, or remove it.', 'Переименуйте в {near} или уберите.'],
				isWarning: true,
			},
		},
	},
	'config-env-file': {
		looks: ['who may read .env', 'кто может читать .env'],
		ok: ['only its owner, or it holds no secret', 'только владелец, или в нём нет секретов'],
		faults: {
			open: {
				found: [
					'others can read it ({mode}), and it holds {secrets}',
					'его могут читать другие ({mode}), а в нём {secrets}',
				],
				advice: ['chmod 600 {path}', 'chmod 600 {path}'],
			},
		},
	},
	'config-texts': {
		looks: ['the operator’s own texts, TEXTS_FILE', 'собственные тексты, TEXTS_FILE'],
		ok: ['they can be used', 'их можно использовать'],
		faults: {
			unusable: {
				found: ['{reason}', '{reason}'],
				advice: [
					'Correct the file; docs/texts.md lists the keys and their places.',
					'Исправьте файл; ключи и подстановки перечислены в docs/texts.md.',
				],
			},
		},
	},
	key: {
		looks: [
			'the key that encrypts stored tokens: SECRET_KEY, its file, or DATA_DIR/secret.key',
			'ключ, которым зашифрованы токены: SECRET_KEY, его файл или DATA_DIR/secret.key',
		],
		ok: ['it is there, from {origin}', 'есть: {origin}'],
		faults: {
			missing: {
				found: ['there is none', 'его нет'],
				advice: [
					'Set DATA_DIR, SECRET_KEY or SECRET_KEY_FILE as the daemon has them, or put the key back from the backup; on a new machine greenapi-rc migrate makes one.',
					'Задайте DATA_DIR, SECRET_KEY или SECRET_KEY_FILE как у демона либо верните ключ из копии; на новой машине его создаст greenapi-rc migrate.',
				],
			},
			unusable: {
				found: ['{reason}', '{reason}'],
				advice: [
					'Put back the key that this database was used with: 32 bytes as base64 or hex, readable for the user who runs greenapi-rc.',
					'Верните ключ этой базы: 32 байта в base64 или hex, читаемые для пользователя greenapi-rc.',
				],
			},
		},
	},
	'key-file': {
		looks: ['who may read the file of the key', 'кто может читать файл ключа'],
		ok: ['only its owner', 'только владелец'],
		faults: {
			open: {
				found: ['others can read it ({mode})', 'его могут читать другие ({mode})'],
				advice: ['chmod 600 {path}', 'chmod 600 {path}'],
			},
		},
	},
	'key-match': {
		looks: [
			'whether the key opens the tokens in the database',
			'открывает ли ключ токены из базы данных',
		],
		ok: ['it does', 'открывает'],
		faults: {
			another: {
				found: [
					'it does not: they were stored with another key',
					'нет: они сохранены с другим ключом',
				],
				advice: [
					'Put back the SECRET_KEY or <DATA_DIR>/secret.key that this database was used with.',
					'Верните SECRET_KEY или <DATA_DIR>/secret.key, с которым работала эта база.',
				],
			},
		},
	},
} as const satisfies CheckTable;
