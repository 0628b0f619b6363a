import test from 'ava';
import { differingSettings, wantedSettings } from '../../../src/core/green-api/settings.js';

const wanted = wantedSettings({
	webhookUrl: 'https://bridge.example.org/api/webhook/green-api',
	webhookToken: 'Token',
});

test('wants every event that the bridge reads', (t) => {
	t.deepEqual(wanted, {
		webhookUrl: 'https://bridge.example.org/api/webhook/green-api',
		webhookUrlToken: 'Token',
		incomingWebhook: 'yes',
		outgoingWebhook: 'yes',
		outgoingMessageWebhook: 'yes',
		stateWebhook: 'yes',
		pollMessageWebhook: 'yes',
		editedMessageWebhook: 'yes',
		deletedMessageWebhook: 'yes',
		incomingCallWebhook: 'yes',
	});
});

test('finds nothing to write when all is as wanted', (t) => {
	t.deepEqual(differingSettings({ ...wanted, wid: '79001112233@c.us', delay: 500 }, wanted), {});
	t.deepEqual(
		differingSettings({ ...wanted, incomingWebhook: true, stateWebhook: 'Yes' }, wanted),
		{},
	);
});

test('writes what is off, missing or different', (t) => {
	const actual = {
		...wanted,
		webhookUrlToken: 'token',
		outgoingWebhook: 'no',
		stateWebhook: false,
	};
	const rest = { ...actual, pollMessageWebhook: undefined };
	t.deepEqual(differingSettings(rest, wanted), {
		webhookUrlToken: 'Token',
		outgoingWebhook: 'yes',
		stateWebhook: 'yes',
		pollMessageWebhook: 'yes',
	});
});

test('takes a missing setting for one that is off', (t) => {
	t.deepEqual(differingSettings({}, { webhookUrl: '', incomingWebhook: 'no' }), {});
	t.deepEqual(differingSettings({ webhookUrl: null }, { webhookUrl: '' }), {});
	t.deepEqual(differingSettings({ webhookUrl: 'https://x.example' }, { webhookUrl: '' }), {
		webhookUrl: '',
	});
});
