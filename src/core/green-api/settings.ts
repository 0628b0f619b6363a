import type { InstanceSettings } from './types.js';

const NEEDED_WEBHOOKS = [
	'incomingWebhook',
	'outgoingWebhook',
	'outgoingMessageWebhook',
	'stateWebhook',
	'pollMessageWebhook',
	'editedMessageWebhook',
	'deletedMessageWebhook',
	'incomingCallWebhook',
] as const;

/** The settings an instance needs so that every event of it reaches `webhookUrl` (docs: account/SetSettings). */
export function wantedSettings(target: {
	readonly webhookUrl: string;
	readonly webhookToken: string;
}): InstanceSettings {
	return {
		webhookUrl: target.webhookUrl,
		webhookUrlToken: target.webhookToken,
		...Object.fromEntries(NEEDED_WEBHOOKS.map((key) => [key, 'yes'])),
	};
}

/** A setting as one text: `true` is `yes`, and what is missing or null is off (`no` and '' are both off). */
function normal(value: unknown): string {
	if (value === undefined || value === null || value === false) return '';
	if (value === true) return 'yes';
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string') return JSON.stringify(text);
	const lower = text.trim().toLowerCase();
	if (lower === 'no' || lower === 'false') return '';
	return lower === 'yes' || lower === 'true' ? 'yes' : text.trim();
}

/** The wanted settings that the instance does not have: an empty object means that nothing must be written. */
export function differingSettings(
	actual: InstanceSettings,
	wanted: InstanceSettings,
): InstanceSettings {
	return Object.fromEntries(
		Object.entries(wanted).filter(([key, value]) => normal(actual[key]) !== normal(value)),
	);
}

/** A setting as it should be and as it is, each as one text; '' = off or none. The webhook token's is never told. */
export type SettingRow = {
	readonly name: string;
	readonly wanted: string;
	readonly actual: string;
	readonly isRight: boolean;
};

/** In place of a token. */
const HIDDEN = '***';

/** All wanted settings beside those of the instance, in the order of `wanted`. */
export function compareSettings(
	actual: InstanceSettings,
	wanted: InstanceSettings,
): readonly SettingRow[] {
	return Object.keys(wanted).map((name) => {
		const [is, should] = [normal(actual[name]), normal(wanted[name])];
		const shown = (value: string): string => {
			if (name === 'webhookUrlToken') return value === '' ? '' : HIDDEN;
			return name === 'webhookUrl' ? withoutSecrets(value) : value;
		};
		return { name, wanted: shown(should), actual: shown(is), isRight: is === should };
	});
}

/** Somebody else's address may hold their password or token. */
function withoutSecrets(address: string): string {
	if (!URL.canParse(address)) return address.slice(0, 200);
	const url = new URL(address);
	const end = url.search === '' ? '' : '?…';
	return `${url.protocol}//${url.host}${url.pathname}${end}`;
}
