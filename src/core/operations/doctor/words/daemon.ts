import type { CheckTable } from '../types.js';

/** What the checks of the daemon and its public address say. */
export const DAEMON = {
	'daemon-running': {
		looks: ['whether a daemon listens on HOST and PORT', 'слушает ли демон на HOST и PORT'],
		ok: ['it answers', 'отвечает'],
		faults: {
			down: {
				found: ['nothing answers there', 'там никто не отвечает'],
				advice: [
					'Start it: systemctl start greenapi-rc, or greenapi-rc daemon. Nothing is received or delivered without it.',
					'Запустите: systemctl start greenapi-rc или greenapi-rc daemon. Без него ничего не принимается и не доставляется.',
				],
			},
			elsewhere: {
				found: [
					'nothing answers there, but a daemon on this database answers at APP_URL',
					'там никто не отвечает, но демон с этой базой отвечает по APP_URL',
				],
				advice: [
					'Set HOST and PORT as the daemon has them, or run doctor on its machine.',
					'Задайте HOST и PORT как у демона или запустите doctor на его машине.',
				],
				isWarning: true,
			},
			stranger: {
				found: ['something else answers there', 'там отвечает что-то другое'],
				advice: [
					'Free the port, or set PORT to the daemon’s own.',
					'Освободите порт или задайте PORT самого демона.',
				],
			},
		},
	},
	'daemon-version': {
		looks: ['the version of the daemon', 'версия демона'],
		ok: ['{version}, as this program', '{version}, как и эта программа'],
		faults: {
			other: {
				found: ['{version}; this program is {own}', '{version}; эта программа {own}'],
				advice: [
					'Restart the daemon, so that it runs the version that is installed.',
					'Перезапустите демон, чтобы работала установленная версия.',
				],
				isWarning: true,
			},
		},
	},
	'daemon-ready': {
		looks: ['what the daemon answers to /readyz', 'что демон отвечает на /readyz'],
		ok: ['it can store messages', 'сообщения сохраняются'],
		faults: {
			unready: {
				found: ['{reason}', '{reason}'],
				advice: [
					'See the checks of the database, and the daemon’s log: journalctl -u greenapi-rc',
					'Смотрите проверки базы и журнал демона: journalctl -u greenapi-rc',
				],
			},
		},
	},
	'app-url': {
		looks: ['APP_URL', 'APP_URL'],
		ok: ['it is set', 'задан'],
		faults: {
			missing: {
				found: ['it is not set', 'не задан'],
				advice: [
					'Set APP_URL to the daemon’s public address, such as https://bridge.example.org, and restart the daemon.',
					'Задайте APP_URL, публичный адрес демона, например https://bridge.example.org, и перезапустите демон.',
				],
			},
			plain: {
				found: [
					'it has no TLS: tokens and messages cross the net in the clear',
					'без TLS: токены и сообщения идут открытым текстом',
				],
				advice: [
					'Put a proxy with a certificate in front (deploy/nginx.conf.example) and set APP_URL to its https address.',
					'Поставьте впереди прокси с сертификатом (deploy/nginx.conf.example) и задайте в APP_URL адрес https.',
				],
				isWarning: true,
			},
			private: {
				found: [
					'it leads into a private network, where GREEN-API can’t come',
					'ведёт в частную сеть, GREEN-API туда не попадёт',
				],
				advice: [
					'Set APP_URL to an address that the internet can reach.',
					'Задайте в APP_URL адрес, доступный из интернета.',
				],
			},
		},
	},
	'app-url-probe': {
		looks: [
			'a probe through APP_URL that only a daemon with this key can answer',
			'проба через APP_URL, ответить на которую может только демон с этим ключом',
		],
		ok: ['our daemon answered it in {ms} ms', 'наш демон ответил за {ms} мс'],
		faults: {
			dns: {
				found: ['the name {host} can’t be resolved ({code})', 'имя {host} не разрешается ({code})'],
				advice: [
					'Make a DNS record for {host}, or correct APP_URL.',
					'Создайте запись DNS для {host} или исправьте APP_URL.',
				],
			},
			refused: {
				found: ['no connection to {host} ({code})', 'нет соединения с {host} ({code})'],
				advice: [
					'Start the proxy at that address, and let its port through the firewall.',
					'Запустите прокси по этому адресу и откройте его порт в брандмауэре.',
				],
			},
			timeout: {
				found: ['{host} did not answer in {seconds} s', '{host} не ответил за {seconds} с'],
				advice: [
					'Let the port through the firewall; from inside the network the router may need to lead the public address back (hairpin NAT).',
					'Откройте порт в брандмауэре; изнутри сети маршрутизатору может быть нужен возврат на публичный адрес (hairpin NAT).',
				],
			},
			certificate: {
				found: ['the certificate is not good: {code}', 'сертификат не годится: {code}'],
				advice: [
					'Renew the certificate for {host} and let the proxy send the whole chain: GREEN-API and Rocket.Chat refuse this one, too.',
					'Обновите сертификат для {host}, прокси должен отдавать всю цепочку: GREEN-API и Rocket.Chat его тоже отвергнут.',
				],
			},
			redirect: {
				found: ['it redirects to {location} ({status})', 'перенаправляет на {location} ({status})'],
				advice: [
					'Set APP_URL to the address it ends at: senders of webhooks don’t follow redirects.',
					'Задайте в APP_URL конечный адрес: отправители вебхуков не следуют перенаправлениям.',
				],
			},
			missing: {
				found: [
					'404: the proxy there does not lead /api/webhook/ to the daemon',
					'404: прокси там не ведёт /api/webhook/ к демону',
				],
				advice: [
					'Let the proxy pass everything below /api/webhook/ with its path unchanged (deploy/nginx.conf.example).',
					'Пусть прокси передаёт всё под /api/webhook/, не меняя пути (deploy/nginx.conf.example).',
				],
			},
			prefix: {
				found: [
					'a daemon answers, but not at this path: the proxy changes it',
					'демон отвечает, но не по этому пути: прокси его меняет',
				],
				advice: [
					'Let the proxy pass paths unchanged: proxy_pass without a path behind the address.',
					'Пусть прокси не меняет путь: proxy_pass без пути после адреса.',
				],
			},
			partly: {
				found: [
					'a daemon answers at /api/webhook/rocket, but not to the probe',
					'демон отвечает на /api/webhook/rocket, но не на пробу',
				],
				advice: [
					'Let the proxy pass everything below /api/webhook/, GET too; an older daemon needs a restart with this version.',
					'Пусть прокси передаёт всё под /api/webhook/, и GET тоже; старый демон перезапустите с этой версией.',
				],
			},
			denied: {
				found: [
					'something in front of it asks for a login ({status})',
					'перед ним требуют входа ({status})',
				],
				advice: [
					'Except /api/webhook/ from the login of the proxy: the daemon proves its callers itself.',
					'Исключите /api/webhook/ из входа на прокси: демон сам проверяет вызывающих.',
				],
			},
			gateway: {
				found: [
					'the proxy answers {status}: it does not reach the daemon',
					'прокси отвечает {status}: демон ему недоступен',
				],
				advice: [
					'Start the daemon, and let the proxy lead to its HOST and PORT.',
					'Запустите демон, прокси должен вести на его HOST и PORT.',
				],
			},
			limited: {
				found: ['too many probes from here in a minute', 'слишком много проб отсюда за минуту'],
				advice: ['Run this again in a minute.', 'Повторите через минуту.'],
				isWarning: true,
			},
			stranger: {
				found: ['another server answers ({status})', 'отвечает другой сервер ({status})'],
				advice: [
					'Correct APP_URL, or lead that address to the daemon.',
					'Исправьте APP_URL или направьте этот адрес на демон.',
				],
			},
			another: {
				found: [
					'another greenapi-rc answers, with another key',
					'отвечает другой greenapi-rc, с другим ключом',
				],
				advice: [
					'Correct APP_URL; daemons on one database need the same SECRET_KEY.',
					'Исправьте APP_URL; демонам с одной базой нужен один SECRET_KEY.',
				],
			},
		},
	},
	'app-url-certificate': {
		looks: ['how long the certificate of APP_URL is good', 'срок сертификата APP_URL'],
		ok: ['{days} days more', 'ещё {days} дн.'],
		faults: {
			expiring: {
				found: ['it expires in {days} days', 'истекает через {days} дн.'],
				advice: [
					'Renew it, and look why that does not happen by itself: certbot renew --dry-run',
					'Обновите его и выясните, почему это не происходит само: certbot renew --dry-run',
				],
				isWarning: true,
			},
		},
	},
} as const satisfies CheckTable;
