import type { WireObject } from '../read.js';

const SWITCHES = [
	'markIncomingMessagesReaded',
	'markIncomingMessagesReadedOnReply',
	'outgoingWebhook',
	'outgoingMessageWebhook',
	'outgoingAPIMessageWebhook',
	'incomingWebhook',
	'stateWebhook',
	'keepOnlineStatus',
	'pollMessageWebhook',
	'incomingBlockWebhook',
	'incomingCallWebhook',
	'outgoingCallWebhook',
	'editedMessageWebhook',
	'deletedMessageWebhook',
	'deviceWebhook',
	'statusInstanceWebhook',
	'catalogWebhook',
];

/** The settings of a new instance: every notification is off (reference 4). */
export function defaultSettings(wid: string): Record<string, unknown> {
	const off = Object.fromEntries(SWITCHES.map((name) => [name, 'no']));
	return {
		wid,
		countryInstance: '',
		typeAccount: '',
		webhookUrl: '',
		webhookUrlToken: '',
		delaySendMessagesMilliseconds: 500,
		enableLidMode: 'no',
		linkPreview: 'yes',
		autoTyping: 0,
		...off,
	};
}

/** The first thing that is wrong with a call of setSettings, undefined when nothing is. Unknown keys are accepted. */
export function settingsProblem(changes: WireObject): string | undefined {
	for (const [name, value] of Object.entries(changes)) {
		if (SWITCHES.includes(name) && value !== 'yes' && value !== 'no') {
			return `'${name}' must be one of [yes, no]`;
		}
		if ((name === 'webhookUrl' || name === 'webhookUrlToken') && typeof value !== 'string') {
			return `'${name}' must be a string`;
		}
	}
	const delay = changes['delaySendMessagesMilliseconds'];
	if (delay === undefined) return undefined;
	const isRight = typeof delay === 'number' && delay >= 500 && delay <= 600_000;
	return isRight ? undefined : `'delaySendMessagesMilliseconds' must be 500 to 600000`;
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
	incomingMessageReceived: ['incomingWebhook'],
	outgoingMessageReceived: ['outgoingMessageWebhook'],
	outgoingAPIMessageReceived: ['outgoingAPIMessageWebhook'],
	outgoingMessageStatus: ['outgoingWebhook'],
	stateInstanceChanged: ['stateWebhook'],
	incomingCall: ['incomingWebhook', 'incomingCallWebhook'],
	outgoingCall: ['outgoingCallWebhook'],
};

const NEEDED_BY_KIND: Readonly<Record<string, string>> = {
	editedMessage: 'editedMessageWebhook',
	deletedMessage: 'deletedMessageWebhook',
	pollMessage: 'pollMessageWebhook',
	pollUpdateMessage: 'pollMessageWebhook',
};

/** Whether the settings let a webhook out (reference 2.2). `noAccount` and `failed` can't be switched off. */
export function isWanted(settings: WireObject, webhook: WireObject): boolean {
	const type = String(webhook['typeWebhook']);
	const status = webhook['status'];
	if (type === 'outgoingMessageStatus' && (status === 'noAccount' || status === 'failed')) {
		return true;
	}
	const needed = [...(NEEDED[type] ?? [])];
	const content = webhook['messageData'] as WireObject | undefined;
	const extra = NEEDED_BY_KIND[String(content?.['typeMessage'])];
	if (extra !== undefined) needed.push(extra);
	return needed.every((name) => settings[name] === 'yes');
}
