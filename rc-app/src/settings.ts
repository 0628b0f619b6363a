import type { IConfigurationExtend, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import { orUndefined } from './tools';

/** The ids of the app's settings. The first three are the published app's, too: who knows that one finds them again. */
export const SETTING = {
	appUrl: 'app_url',
	commandToken: 'command_token',
	webhookToken: 'webhook_token',
	receipts: 'receipts',
	notices: 'notices',
} as const;

/** How much of what became of a message its author sees under it. */
export type ReceiptMarks = 'all' | 'failures' | 'none';

/** Who sees what the bridge itself has to say: everybody in the room, lastingly, or only its agent, for the moment. */
export type Notices = 'room' | 'agent';

export type Settings = {
	/** Where the daemon takes agents' messages: ends with `/api/webhook/rocket`; '' when it is not set yet. */
	readonly appUrl: string;
	readonly commandToken: string;
	readonly webhookToken: string;
	readonly receipts: ReceiptMarks;
	readonly notices: Notices;
};

/** The form of Administration, Apps, this app. Names and help are in i18n/. */
export const SETTINGS: readonly ISetting[] = [
	text(SETTING.appUrl, { i18nPlaceholder: 'setting_app_url_placeholder' }),
	password(SETTING.commandToken),
	password(SETTING.webhookToken),
	choice(SETTING.receipts, ['all', 'failures', 'none']),
	choice(SETTING.notices, ['room', 'agent']),
];

export async function provideSettings({ settings }: IConfigurationExtend): Promise<void> {
	for (const setting of SETTINGS) await settings.provideSetting(setting);
}

/** What is set now; a setting that can't be read counts as empty, a choice as its first value. */
export async function readSettings(read: IRead): Promise<Settings> {
	const reader = read.getEnvironmentReader().getSettings();
	const valueOf = async (id: string): Promise<string> => {
		// One that an earlier version of the app did not have throws.
		const value: unknown = await orUndefined(() => reader.getValueById(id));
		return typeof value === 'string' ? value.trim() : '';
	};
	return {
		appUrl: withoutSlash(await valueOf(SETTING.appUrl)),
		commandToken: await valueOf(SETTING.commandToken),
		webhookToken: await valueOf(SETTING.webhookToken),
		receipts: oneOf(await valueOf(SETTING.receipts), ['all', 'failures', 'none']),
		notices: oneOf(await valueOf(SETTING.notices), ['room', 'agent']),
	};
}

function withoutSlash(url: string): string {
	return url.replace(/\/+$/, '');
}

function oneOf<T extends string>(value: string, values: readonly [T, ...T[]]): T {
	return values.find((one) => one === value) ?? values[0];
}

function text(id: string, more: Partial<ISetting> = {}): ISetting {
	return { ...base(id), type: SettingType.STRING, packageValue: '', ...more };
}

function password(id: string): ISetting {
	return { ...base(id), type: SettingType.PASSWORD, packageValue: '' };
}

function choice(id: string, values: readonly [string, ...string[]]): ISetting {
	return {
		...base(id),
		type: SettingType.SELECT,
		packageValue: values[0],
		values: values.map((key) => ({ key, i18nLabel: `setting_${id}_${key}` })),
	};
}

function base(
	id: string,
): Pick<ISetting, 'id' | 'required' | 'public' | 'i18nLabel' | 'i18nDescription'> {
	return {
		id,
		required: false,
		public: false,
		i18nLabel: `setting_${id}`,
		i18nDescription: `setting_${id}_help`,
	};
}
