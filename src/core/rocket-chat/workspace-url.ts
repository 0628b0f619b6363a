import { RefusedError } from '../domain/errors.js';

/** First segments of Rocket.Chat's own pages and routes: people paste the address they are looking at. */
const OWN_PAGES = new Set([
	'account',
	'admin',
	'api',
	'channel',
	'direct',
	'directory',
	'file-upload',
	'group',
	'home',
	'live',
	'livechat',
	'login',
	'marketplace',
	'omnichannel',
	'omnichannel-directory',
	'register',
	'ufs',
]);

/**
 * The one form of a workspace's address: scheme and host in lower case, a path only when Rocket.Chat runs below one, no
 * slash at the end. Throws RefusedError `bad-url` (400) for what can't be a workspace; the text itself is not repeated.
 */
export function normalizeWorkspaceUrl(text: string): string {
	const trimmed = text.trim();
	const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
	const address = hasScheme ? trimmed : `https://${trimmed}`;
	if (/\s/.test(address) || !URL.canParse(address))
		throw badUrl('is not an address', 'url.no-address');
	const url = new URL(address);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw badUrl('must begin with https:// or http://', 'url.scheme');
	}
	if (url.username !== '' || url.password !== '') {
		throw badUrl('must not contain a user name or a password', 'url.secrets');
	}
	return `${url.origin}${pathPrefix(url.pathname)}`;
}

function pathPrefix(pathname: string): string {
	const segments = pathname.split('/').filter((segment) => segment !== '');
	const ownPage = segments.findIndex((segment) => OWN_PAGES.has(segment.toLowerCase()));
	const prefix = ownPage === -1 ? segments : segments.slice(0, ownPage);
	return prefix.map((segment) => `/${segment}`).join('');
}

/** @param key The reason in the tables of texts. */
function badUrl(reason: string, key: string): RefusedError {
	return new RefusedError(
		`The workspace’s address ${reason}; it should look like https://chat.example.org`,
		{
			code: 'bad-url',
			help: 'Give the address of Rocket.Chat as it stands in the browser, e.g. https://chat.example.org.',
			status: 400,
			phrases: {
				message: { key: 'refusal.bad-url', values: { problem: { key } } },
				help: { key: 'help.bad-url' },
			},
		},
	);
}
