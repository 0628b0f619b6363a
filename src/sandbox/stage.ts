import { createGreenApiSandbox, type GreenApiSandbox } from './green-api/sandbox.js';
import type { GreenApiSandboxOptions } from './green-api/types.js';
import { createRocketChatSandbox, type RocketChatSandbox } from './rocket-chat/sandbox.js';
import type { OmnichannelWebhook, RocketChatSandboxOptions } from './rocket-chat/types.js';
import { SandboxError } from './answers.js';

export type StageOptions = {
	readonly greenApi?: GreenApiSandboxOptions;
	readonly rocketChat?: RocketChatSandboxOptions;
	readonly idInstance?: string;
};

/** Both clouds with one admin, one agent and one WhatsApp number; nothing of it is known to a daemon yet. */
export type Stage = {
	readonly greenApi: GreenApiSandbox;
	readonly rocketChat: RocketChatSandbox;
	readonly idInstance: string;
	readonly apiToken: string;
	readonly agent: string;
	/** The environment a daemon needs to find the two clouds. */
	environment(daemonUrl: string): Record<string, string>;
	/**
	 * Registers workspace, agent and instance with a running daemon, by the same HTTP commands as the Rocket.Chat app,
	 * and lets the workspace post agents' messages to it. Answers the two tokens of the workspace.
	 */
	introduce(daemonUrl: string, form?: OmnichannelWebhook['form']): Promise<StageTokens>;
	/** One of the commands, signed for the agent who is an admin too; rejects when it is refused. */
	command(daemonUrl: string, name: string, fields: object): Promise<Record<string, unknown>>;
	close(): Promise<void>;
};

export type StageTokens = { readonly commandToken: string; readonly webhookToken: string };

/** Starts the two stand-ins on loopback. */
export async function createStage(options: StageOptions = {}): Promise<Stage> {
	const greenApi = await createGreenApiSandbox(options.greenApi);
	const rocketChat = await createRocketChatSandbox(options.rocketChat);
	const idInstance = options.idInstance ?? '1101000001';
	const { apiToken } = greenApi.addInstance({ idInstance });
	const roles = ['admin', 'livechat-agent', 'user'];
	const jane = rocketChat.addUser({
		username: 'jane',
		name: 'Jane Doe',
		email: 'jane@example.org',
		roles,
	});
	const credentials = { rocketChatId: jane.userId, rocketChatToken: jane.authToken };
	const claim = { rocketChatUrl: rocketChat.url, email: 'jane@example.org', roles };
	let commandToken = '';

	async function command(
		daemonUrl: string,
		name: string,
		fields: object,
	): Promise<Record<string, unknown>> {
		const body = { type: name, ...claim, commandToken, ...fields };
		return post(`${daemonUrl}/api/webhook/rocket/${name}`, body);
	}

	return {
		greenApi,
		rocketChat,
		idInstance,
		apiToken,
		agent: 'jane',
		command,
		environment: (daemonUrl) => ({
			APP_URL: daemonUrl,
			GREEN_API_URL: greenApi.url,
			GREEN_API_MEDIA_URL: greenApi.url,
			ALLOWED_WORKSPACES: rocketChat.url,
		}),
		async introduce(daemonUrl, form = 'webhook') {
			const tokens = await command(daemonUrl, 'register-workspace', credentials);
			commandToken = String(tokens['commandToken']);
			const webhookToken = String(tokens['webhookToken']);
			await command(daemonUrl, 'register-agent', credentials);
			await command(daemonUrl, 'create-instance', { idInstance, apiTokenInstance: apiToken });
			rocketChat.setOmnichannelWebhook({
				url: `${daemonUrl}/api/webhook/rocket`,
				token: webhookToken,
				form,
			});
			return { commandToken, webhookToken };
		},
		async close() {
			await Promise.all([greenApi.close(), rocketChat.close()]);
		},
	};
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	const content = (await answer.json()) as Record<string, unknown>;
	if (answer.ok) return content;
	const { error, message } = content;
	throw new SandboxError(
		`The daemon refused (${answer.status} ${String(error)}): ${String(message)}`,
		'See what the message says, and the log of the daemon.',
	);
}
