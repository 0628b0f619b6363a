import type { WireObject } from '../read.js';
import type { SandboxInstance } from './instance.js';
import type { Method } from './method.js';
import { validationFailed } from './refusals.js';
import { settingsProblem } from './settings.js';

const free = { needsAccount: false, limit: 1 } as const;

/** Settings, state, login (reference 5.1). */
export const ACCOUNT_METHODS: Readonly<Record<string, Method>> = {
	getSettings: { ...free, verb: 'GET', run: ({ instance }) => instance.settings },

	setSettings: {
		...free,
		verb: 'POST',
		async run(call) {
			const changes = await call.body();
			const problem = settingsProblem(changes);
			if (problem !== undefined) throw validationFailed(call.request, problem);
			call.instance.changeSettings(changes);
			call.instance.restart();
			return { saveSettings: true };
		},
	},

	getStateInstance: {
		...free,
		verb: 'GET',
		run: ({ instance }) => ({ stateInstance: instance.state }),
	},

	reboot: {
		...free,
		verb: 'GET',
		run({ instance }) {
			if (instance.state === 'yellowCard' || instance.state === 'suspended') {
				instance.setState('authorized');
			}
			instance.restart();
			return { isReboot: true };
		},
	},

	logout: {
		...free,
		verb: 'GET',
		run({ instance }) {
			instance.setState('notAuthorized');
			return { isLogout: true };
		},
	},

	qr: {
		...free,
		limit: 3,
		verb: 'GET',
		run: ({ instance }) =>
			instance.state === 'notAuthorized'
				? { type: 'qrCode', message: instance.qrCode() }
				: noQr(instance.state),
	},

	getAuthorizationCode: {
		...free,
		verb: 'POST',
		async run(call) {
			const { phoneNumber } = await call.body();
			if (typeof phoneNumber !== 'number') {
				throw validationFailed(call.request, `'phoneNumber' must be a number`);
			}
			const isPossible = call.instance.state === 'notAuthorized';
			return { status: isPossible, code: isPossible ? 'SAND-BOX1' : '' };
		},
	},

	getWaSettings: {
		...free,
		verb: 'GET',
		run: ({ instance }) => waSettings(instance),
	},

	getWebhooksCount: {
		...free,
		verb: 'GET',
		run: ({ instance }) => ({ count: instance.webhooks.counts().queued }),
	},
};

/** Without an account its fields are empty (docs: api/account/GetWaSettings). */
function waSettings({ state, wid, suspendedUntil }: SandboxInstance): WireObject {
	const hasAccount = !['notAuthorized', 'blocked', 'starting'].includes(state);
	const account = hasAccount ? wid : '';
	return {
		avatar: '',
		phone: account.replace('@c.us', ''),
		stateInstance: state,
		deviceId: account.replace('@c.us', ':1@c.us'),
		chatId: account,
		...(suspendedUntil === undefined ? {} : { suspendedUntil }),
	};
}

/** GREEN-API's own words for an account that is authorized; what it says while the instance starts is not documented. */
function noQr(state: string): WireObject {
	if (state !== 'starting')
		return { type: 'alreadyLogged', message: 'instance account already authorized' };
	return { type: 'error', message: 'instance in starting process try later' };
}
