import type { CheckTable } from '../types.js';

/** What the checks of the workspaces say. */
export const WORKSPACES = {
	'workspaces-any': {
		looks: ['which workspaces are registered', 'какие рабочие пространства зарегистрированы'],
		ok: ['{count}', '{count}'],
		faults: {
			none: {
				found: ['none is', 'ни одного'],
				advice: [
					'greenapi-rc setup leads through everything; register-workspace is the first step.',
					'greenapi-rc setup проведёт через всё; первый шаг — register-workspace.',
				],
				isWarning: true,
			},
		},
	},
	'workspace-reachable': {
		looks: ['whether Rocket.Chat answers', 'отвечает ли Rocket.Chat'],
		ok: ['it answers', 'отвечает'],
		faults: {
			unreachable: { found: ['{reason}', '{reason}'], advice: ['{help}', '{help}'] },
		},
	},
	'workspace-version': {
		looks: ['the version of Rocket.Chat', 'версия Rocket.Chat'],
		ok: ['{version}', '{version}'],
		faults: {
			old: {
				found: ['{version}; 6.8 or higher is needed', '{version}; нужна 6.8 или выше'],
				advice: ['Upgrade Rocket.Chat.', 'Обновите Rocket.Chat.'],
			},
			unknown: {
				found: ['it does not say', 'не сообщает'],
				advice: [
					'Check that the address leads to Rocket.Chat itself: <address>/api/info',
					'Проверьте, что адрес ведёт к самому Rocket.Chat: <адрес>/api/info',
				],
				isWarning: true,
			},
		},
	},
	'workspace-admin': {
		looks: [
			'the token and the role of the administrator it is registered with',
			'токен и роль администратора, от чьего имени она зарегистрирована',
		],
		ok: ['both are good', 'в порядке'],
		faults: {
			refused: {
				found: ['Rocket.Chat refuses the token', 'Rocket.Chat отвергает токен'],
				advice: [
					'Make a new personal access token, then: greenapi-rc register-workspace --rotate',
					'Создайте новый личный токен, затем: greenapi-rc register-workspace --rotate',
				],
			},
			role: {
				found: ['the user is no administrator any more', 'пользователь больше не администратор'],
				advice: [
					'Give them the role admin again, or register with another: greenapi-rc register-workspace --rotate',
					'Верните роль admin или зарегистрируйте другого: greenapi-rc register-workspace --rotate',
				],
			},
			unclear: { found: ['{reason}', '{reason}'], advice: ['{help}', '{help}'] },
		},
	},
	'workspace-omnichannel': {
		looks: ['Livechat_enabled', 'Livechat_enabled'],
		ok: ['Omnichannel is on', 'Omnichannel включён'],
		faults: {
			off: {
				found: ['Omnichannel is off', 'Omnichannel выключен'],
				advice: [
					'Administration, Settings, Omnichannel: switch it on.',
					'Администрирование, Настройки, Omnichannel: включите.',
				],
			},
		},
	},
	'workspace-routing': {
		looks: [
			'Livechat_Routing_Method, and Livechat_accept_chats_with_no_agents',
			'Livechat_Routing_Method и Livechat_accept_chats_with_no_agents',
		],
		ok: ['{method}', '{method}'],
		faults: {
			refuses: {
				found: [
					'nobody is available, and chats are refused then: customers wait at the bridge',
					'свободных агентов нет, чаты тогда отклоняются: клиенты ждут в мосте',
				],
				advice: [
					'Let an agent go online, or switch Livechat_accept_chats_with_no_agents on.',
					'Пусть агент выйдет на связь, или включите Livechat_accept_chats_with_no_agents.',
				],
				isWarning: true,
			},
		},
	},
	'workspace-agents': {
		looks: [
			'the registered agents, and who of them takes chats',
			'зарегистрированные агенты и кто из них принимает чаты',
		],
		ok: ['{count}, {online} available', '{count}, на связи {online}'],
		faults: {
			none: {
				found: ['none is registered', 'никто не зарегистрирован'],
				advice: [
					'greenapi-rc register-agent: only registered agents can write to customers.',
					'greenapi-rc register-agent: писать клиентам могут только зарегистрированные агенты.',
				],
			},
			strangers: {
				found: [
					'{names} are no Omnichannel agents in Rocket.Chat any more',
					'{names} больше не агенты Omnichannel в Rocket.Chat',
				],
				advice: [
					'Add them in Omnichannel, Agents, or remove them here.',
					'Добавьте их в Omnichannel, Агенты, или уберите здесь.',
				],
				isWarning: true,
			},
			unregistered: {
				found: [
					'not registered, though they may serve chats, so that what they write reaches nobody: {names}',
					'не зарегистрированы, хотя могут вести чаты, и написанное ими не дойдёт: {names}',
				],
				advice: [
					'greenapi-rc register-agent, for each.',
					'greenapi-rc register-agent для каждого.',
				],
				isWarning: true,
			},
		},
	},
	'agent-token': {
		looks: ['the stored token of the agent', 'сохранённый токен агента'],
		ok: ['it is good', 'действует'],
		faults: {
			refused: {
				found: ['Rocket.Chat refuses it', 'Rocket.Chat отвергает его'],
				advice: [
					'A new personal access token, then: greenapi-rc update-token',
					'Новый личный токен, затем: greenapi-rc update-token',
				],
			},
		},
	},
	'workspace-limiter': {
		looks: [
			'API_Enable_Rate_Limiter and its default, beside the way in',
			'API_Enable_Rate_Limiter и его предел, с учётом пути доставки',
		],
		ok: ['it does not hold messages up', 'не задерживает сообщения'],
		faults: {
			slow: {
				found: [
					'{calls} calls in {seconds} s, and the app is not there: messages come late',
					'{calls} вызовов за {seconds} с, а приложения нет: сообщения запаздывают',
				],
				advice: [
					'Install the app (docs/app.md), or raise API_Enable_Rate_Limiter_Limit_Calls_Default (docs/operations.md).',
					'Установите приложение (docs/app.md) или поднимите API_Enable_Rate_Limiter_Limit_Calls_Default (docs/operations.md).',
				],
				isWarning: true,
			},
		},
	},
	'workspace-uploads': {
		looks: ['the settings of uploads: FileUpload_…', 'настройки загрузки файлов: FileUpload_…'],
		ok: ['files can cross', 'файлы проходят'],
		faults: {
			off: {
				found: [
					'{setting} is off: customers’ files are not shown',
					'{setting} выключена: файлы клиентов не показываются',
				],
				advice: ['Switch {setting} on.', 'Включите {setting}.'],
			},
			small: {
				found: [
					'files over {size} MB are refused, while up to {wanted} MB shall cross',
					'файлы больше {size} МБ отвергаются, а пройти должны до {wanted} МБ',
				],
				advice: [
					'Raise FileUpload_MaxFileSize, or lower MAX_FILE_MB.',
					'Поднимите FileUpload_MaxFileSize или снизьте MAX_FILE_MB.',
				],
				isWarning: true,
			},
			types: {
				found: ['{types} are refused', 'отвергаются: {types}'],
				advice: [
					'Take them out of FileUpload_MediaTypeBlackList, or add them to FileUpload_MediaTypeWhiteList.',
					'Уберите их из FileUpload_MediaTypeBlackList или добавьте в FileUpload_MediaTypeWhiteList.',
				],
				isWarning: true,
			},
		},
	},
	'workspace-way': {
		looks: [
			'whether the app answers, else whether the Omnichannel webhook leads to us',
			'отвечает ли приложение, иначе ведёт ли вебхук Omnichannel к нам',
		],
		ok: ['{way}', '{way}'],
		faults: {
			'app-gone': {
				found: [
					'the app {version} does not answer: {reason}',
					'приложение {version} не отвечает: {reason}',
				],
				advice: [
					'Enable the app in Administration, Apps; see its log there (docs/app.md).',
					'Включите приложение: Администрирование, Приложения; там же его журнал (docs/app.md).',
				],
			},
			none: {
				found: [
					'no app has announced itself, and no webhook is set: what agents write reaches nobody',
					'приложение не объявилось, вебхук не задан: написанное агентами не дойдёт',
				],
				advice: [
					'Install the app (docs/app.md), or set Omnichannel, Webhooks to {address}',
					'Установите приложение (docs/app.md) или задайте в Omnichannel, Вебхуки: {address}',
				],
			},
			address: {
				found: ['the webhook leads to {other}', 'вебхук ведёт на {other}'],
				advice: [
					'Omnichannel, Webhooks: set the address to {address}',
					'Omnichannel, Вебхуки: задайте адрес {address}',
				],
			},
			events: {
				found: [
					'the webhook is set, but not ticked: {names}',
					'вебхук задан, но не отмечено: {names}',
				],
				advice: [
					'Omnichannel, Webhooks: tick "Agent messages" and "Chat closed".',
					'Omnichannel, Вебхуки: отметьте «Сообщения агента» и «Чат закрыт».',
				],
			},
			token: {
				found: [
					'the webhook’s secret token is not this workspace’s',
					'секретный токен вебхука не от этой регистрации',
				],
				advice: [
					'Put in the webhookToken; a lost one is replaced by greenapi-rc register-workspace --rotate',
					'Впишите webhookToken; потерянный заменит greenapi-rc register-workspace --rotate',
				],
			},
		},
	},
	'workspace-app-url': {
		looks: ['the address that was stored for its instances', 'адрес, сохранённый для её инстансов'],
		ok: ['it is APP_URL, or leads here, too', 'это APP_URL или тоже ведёт сюда'],
		faults: {
			differs: {
				found: [
					'{stored}, which does not lead here; APP_URL is {appUrl}',
					'{stored}, это не сюда; APP_URL же {appUrl}',
				],
				advice: [
					'greenapi-rc sync-app-url {appUrl}/api/webhook/rocket, when APP_URL is right.',
					'greenapi-rc sync-app-url {appUrl}/api/webhook/rocket, если верен APP_URL.',
				],
			},
		},
	},
} as const satisfies CheckTable;
