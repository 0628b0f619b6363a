/** Helps of setup-commands.ts. */
export const SETUP_HELP: Readonly<Record<string, string>> = {
	'register a Rocket.Chat; prints its two tokens, this once':
		'зарегистрировать Rocket.Chat; его два токена показываются только сейчас',
	'address of Rocket.Chat, as in the browser': 'адрес Rocket.Chat, как в браузере',
	'Rocket.Chat’s id of the administrator': 'идентификатор администратора в Rocket.Chat',
	'Rocket.Chat’s id of the agent': 'идентификатор агента в Rocket.Chat',
	'file with their personal access token; - is standard input':
		'файл с его персональным токеном доступа; - означает стандартный ввод',
	'which of the administrator’s addresses': 'какой из адресов администратора',
	'it may be registered: new tokens, and this administrator from now on':
		'даже если он уже зарегистрирован: новые токены, и отныне этот администратор',
	'write the tokens to a new file that only you can read':
		'записать токены в новый файл, который можете прочитать только вы',
	'register an agent who answers customers': 'зарегистрировать агента, который отвечает клиентам',
	'which of the agent’s addresses': 'какой из адресов агента',
	'store a new token of an agent; of the workspace’s administrator, its own too':
		'сохранить новый токен агента; у администратора – и токен самого пространства',
	'the address that the agent is registered with': 'адрес, с которым агент зарегистрирован',
	'connect a GREEN-API instance; for one that is connected: put its settings right':
		'подключить инстанс GREEN-API; у подключённого – исправить его настройки',
	'as in https://console.green-api.com': 'как в https://console.green-api.com',
	'file with its apiTokenInstance; - is standard input':
		'файл с его apiTokenInstance; - означает стандартный ввод',
	'its apiUrl, when the console names another than the default':
		'его apiUrl, если в консоли указан не тот, что по умолчанию',
	'its mediaUrl, likewise': 'его mediaUrl, так же',
	'the agent who shall own it': 'агент, который будет его владельцем',
	'forget an instance; what has crossed stays in the database':
		'забыть инстанс; переданное остаётся в базе данных',
	'as list-instances prints it': 'как его показывает list-instances',
	'do not ask for the id once more': 'не переспрашивать номер',
	'list the instances, oldest first': 'показать инстансы, начиная со старых',
	'only those of this workspace': 'только из этого рабочего пространства',
	'list the registered agents, oldest first': 'показать агентов, начиная со старых',
	'say the daemon’s new public address to all instances of a workspace':
		'сообщить новый публичный адрес демона всем инстансам рабочего пространства',
	'with /api/webhook/rocket at its end, as in the app’s settings':
		'с /api/webhook/rocket в конце, как в настройках приложения',
	'don’t ask first whether greenapi-rc answers there':
		'не проверять сначала, отвечает ли там greenapi-rc',
};
