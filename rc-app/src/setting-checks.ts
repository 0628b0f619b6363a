import { URL } from 'url';
import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createDaemon } from './daemon';
import { readSettings } from './settings';
import { languageOf, say } from './texts';
import type { Say } from './texts';

const PATH = '/api/webhook/rocket';

/** What comes of an address that an administrator typed: the address to save, or what is wrong with it, in their words. */
export type CheckedAddress = { readonly address: string } | { readonly problem: string };

/** Completes the address, and asks whether the right daemon answers there. An empty one is right, too: it disconnects. */
export async function checkAddress(
	value: unknown,
	{ read, http }: { read: IRead; http: IHttp },
): Promise<CheckedAddress> {
	if (typeof value !== 'string' || value.trim() === '') return { address: '' };
	const text = say(await languageOf(read));
	const address = completeAddress(value);
	if (address === undefined) return { problem: text('check_address') };
	const problem = await problemAt(address, { read, http }, text);
	return problem === undefined ? { address } : { problem };
}

/** The address with its path; undefined when it can't be one of a daemon. */
export function completeAddress(value: string): string | undefined {
	try {
		const { protocol, origin, pathname, search, hash, username } = new URL(value.trim());
		const path = pathname.replace(/\/+$/, '');
		const isWeb = protocol === 'https:' || protocol === 'http:';
		if (!isWeb || search !== '' || hash !== '' || username !== '') return undefined;
		if (path === '') return `${origin}${PATH}`;
		return path.endsWith(PATH) ? `${origin}${path}` : undefined;
	} catch {
		return undefined;
	}
}

async function problemAt(
	appUrl: string,
	{ read, http }: { read: IRead; http: IHttp },
	text: Say,
): Promise<string | undefined> {
	const daemon = createDaemon(http, { ...(await readSettings(read)), appUrl });
	const { status, body } = await daemon.hello();
	if (status === 0) return text('check_unreachable', { appUrl });
	const isOurs = status === 200 && body['name'] === 'greenapi-rc';
	if (!isOurs) return text('check_other', { appUrl, status });
	return (await daemon.isRedirect()) ? text('check_redirect', { appUrl }) : undefined;
}
