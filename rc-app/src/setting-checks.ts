import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { InvalidSettingValueException } from '@rocket.chat/apps-engine/definition/exceptions';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { createDaemon } from './daemon';
import { readSettings, SETTING } from './settings';
import { siteUrl } from './site-url';
import { languageOf, say } from './texts';
import type { Say } from './texts';

const PATH = '/api/webhook/rocket';

/**
 * Checks what an administrator typed before Rocket.Chat saves it, and answers what is to be saved. Throws
 * InvalidSettingValueException with what to do: of all errors only those of the engine reach the form.
 */
export async function checkSetting(
	setting: ISetting,
	{ read, http }: { read: IRead; http: IHttp },
): Promise<ISetting> {
	const value: unknown = setting.value;
	if (typeof value !== 'string' || value.trim() === '') return setting;
	const text = say(await languageOf(read));
	if (setting.id === SETTING.appUrl) {
		const address = completeAddress(value);
		if (address === undefined) throw new InvalidSettingValueException(text('check_address'));
		await checkDaemon(address, { read, http }, text);
		return { ...setting, value: address };
	}
	if (setting.id === SETTING.webhookToken) await checkToken(value.trim(), { read, http }, text);
	return setting;
}

/** The address with its path; undefined when it is no address of a daemon. */
export function completeAddress(value: string): string | undefined {
	try {
		const url = new URL(value.trim());
		const path = url.pathname.replace(/\/+$/, '');
		const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
		if (!isWeb || url.search !== '' || url.hash !== '' || url.username !== '') return undefined;
		if (path === '') return `${url.origin}${PATH}`;
		return path.endsWith(PATH) ? `${url.origin}${path}` : undefined;
	} catch {
		return undefined;
	}
}

async function checkDaemon(
	appUrl: string,
	{ read, http }: { read: IRead; http: IHttp },
	text: Say,
): Promise<void> {
	const { status, body } = await createDaemon(http, {
		...(await readSettings(read)),
		appUrl,
	}).hello();
	if (status === 0) throw new InvalidSettingValueException(text('check_unreachable', { appUrl }));
	if (status !== 200 || body['name'] !== 'greenapi-rc')
		throw new InvalidSettingValueException(text('check_other', { appUrl, status }));
}

/** Any call tells whether a token is right; one of a type without meaning does nothing else. */
async function checkToken(
	webhookToken: string,
	{ read, http }: { read: IRead; http: IHttp },
	text: Say,
): Promise<void> {
	const settings = await readSettings(read);
	if (settings.appUrl === '') return;
	const daemon = createDaemon(http, { ...settings, webhookToken });
	const { status } = await daemon.tell({ type: 'app-check', url: await siteUrl(read) });
	if (status === 401) throw new InvalidSettingValueException(text('check_token'));
}
