import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { orUndefined } from './tools';

/** The workspace's own address (setting Site_Url) without a slash at its end; '' when the app may not read it. */
export async function siteUrl(read: IRead): Promise<string> {
	const value: unknown = await orUndefined(() =>
		read.getEnvironmentReader().getServerSettings().getValueById('Site_Url'),
	);
	return typeof value === 'string' ? value.replace(/\/+$/, '') : '';
}
