import type { RequestHandler } from 'express';
import type { Bridge } from '../../core/bridge.js';
import { answerUnread } from '../answers.js';
import type { JsonReader } from '../guards/json-body.js';
import type { Limit, RateLimits } from '../guards/rate-limit.js';
import { unknownWorkspaceToken } from '../refusals.js';

const TOKEN_HEADER = 'X-Rocketchat-Livechat-Token';
/** Besides 401, what a guesser of tokens is told. */
const UNKNOWN_WORKSPACE = 'workspace-not-registered';

type WebhookDeps = {
	readonly bridge: Pick<Bridge, 'workspaceByToken' | 'receiveRocketChat'>;
	readonly readJson: JsonReader;
	readonly failures: Limit;
};

type CommandDeps = {
	readonly bridge: Pick<Bridge, 'runCommand'>;
	readonly readJson: JsonReader;
	readonly limits: RateLimits;
};

/** What an agent wrote, from the Rocket.Chat app or from the Omnichannel webhook. 200 once it is stored. */
export function rocketChatWebhook({ bridge, readJson, failures }: WebhookDeps): RequestHandler {
	return async (request, response) => {
		const token = request.get(TOKEN_HEADER)?.trim() ?? '';
		const workspace = token === '' ? undefined : await bridge.workspaceByToken(token);
		if (workspace === undefined) {
			if (await failures(request, response))
				answerUnread(request, response, unknownWorkspaceToken());
			return;
		}
		response.json(await bridge.receiveRocketChat(workspace, await readJson(request, response)));
	};
}

/** A command of the Rocket.Chat app; its token is in the body. */
export function rocketChatCommand({ bridge, readJson, limits }: CommandDeps): RequestHandler {
	return async (request, response) => {
		const name = String(request.params['command']);
		const isCounted = name === 'register-workspace';
		if (isCounted && !(await limits.registrations(request, response))) return;
		const { status, body } = await bridge.runCommand(name, await readJson(request, response));
		const hasFailed = status === 401 || codeOf(body) === UNKNOWN_WORKSPACE;
		if (hasFailed && !(await limits.failures(request, response))) return;
		response.status(status).json(body);
	};
}

function codeOf(body: object): string {
	return 'error' in body && typeof body.error === 'string' ? body.error : '';
}
