import { finished } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Bridge } from '../../core/bridge.js';
import type { RefusedError } from '../../core/domain/errors.js';
import type { Workspace } from '../../core/domain/registry.js';
import type { FileStream } from '../../core/rocket-chat/gateway.js';
import { checkSignature } from '../../core/rocket-chat/webhook-signature.js';
import { answerRefusal, answerUnread } from '../answers.js';
import type { JsonReader, SignedJsonReader } from '../guards/json-body.js';
import type { Limit, RateLimits } from '../guards/rate-limit.js';
import { noFile, staleSignature, unknownWorkspaceToken, wrongSignature } from '../refusals.js';

const TOKEN_HEADER = 'X-Rocketchat-Livechat-Token';
const STALE = 'stale-signature';
const UNKNOWN_TYPE = 'application/octet-stream';
/** Besides 401, what a guesser of tokens is told. */
const UNKNOWN_WORKSPACE = 'workspace-not-registered';

type WebhookDeps = {
	readonly bridge: Pick<Bridge, 'workspaceByToken' | 'receiveRocketChat'>;
	readonly readJson: SignedJsonReader;
	readonly failures: Limit;
};

type FileDeps = {
	readonly bridge: Pick<Bridge, 'workspaceByToken' | 'fileTickets'>;
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
		const caller = await findCaller(bridge, request);
		if (caller === undefined) {
			if (await failures(request, response))
				answerUnread(request, response, unknownWorkspaceToken());
			return;
		}
		const { json, bytes } = await readJson(request, response);
		const refusal = whyNotSigned(request, caller.token, bytes);
		if (refusal === undefined)
			response.json(await bridge.receiveRocketChat(caller.workspace, json));
		else if (await failures(request, response))
			answerRefusal(response, refusal, refusal.code === STALE ? { now: Date.now() } : {});
	};
}

function whyNotSigned(request: Request, token: string, body: Uint8Array): RefusedError | undefined {
	const headers = {
		timestamp: request.get('X-Greenapi-Timestamp'),
		signature: request.get('X-Greenapi-Signature'),
	};
	const verdict = checkSignature(headers, { token, body, now: Date.now() });
	if (verdict === 'wrong') return wrongSignature();
	return verdict === 'stale' ? staleSignature() : undefined;
}

async function findCaller(
	bridge: Pick<Bridge, 'workspaceByToken'>,
	request: Request,
): Promise<{ readonly token: string; readonly workspace: Workspace } | undefined> {
	const token = request.get(TOKEN_HEADER)?.trim() ?? '';
	const workspace = token === '' ? undefined : await bridge.workspaceByToken(token);
	return workspace && { token, workspace };
}

/** Is it the right daemon? Anybody may ask. */
export function rocketChatHello({
	bridge,
}: {
	readonly bridge: Pick<Bridge, 'hello'>;
}): RequestHandler {
	return (_request, response) => {
		response.json(bridge.hello);
	};
}

/** The bytes of a customer's file, for the app, which got the ticket with the call that is to post it. */
export function rocketChatFile({ bridge, failures }: FileDeps): RequestHandler {
	return async (request, response) => {
		const caller = await findCaller(bridge, request);
		if (caller === undefined) {
			if (await failures(request, response)) answerRefusal(response, unknownWorkspaceToken());
			return;
		}
		const ticket = String(request.params['ticket']);
		const file = bridge.fileTickets.take(caller.workspace.id, ticket);
		if (file === undefined) answerRefusal(response, noFile());
		else await sendFile(response, file);
	};
}

/**
 * A source or a line that breaks off ends the connection: half a file must not look like a whole one. Where it is the line,
 * the source is let go without an error: else its owner would take it for broken.
 */
async function sendFile(response: Response, { stream, mimeType, size }: FileStream): Promise<void> {
	response.setHeader('Content-Type', isHeaderText(mimeType) ? mimeType : UNKNOWN_TYPE);
	response.setHeader('X-Content-Type-Options', 'nosniff');
	if (size !== undefined) response.setHeader('Content-Length', size);
	const breakOff = (): void => {
		response.destroy();
	};
	void finished(stream, { writable: false }).catch(breakOff);
	stream.pipe(response);
	await finished(response).catch(breakOff);
	stream.destroy();
}

/** The type is what GREEN-API says it is. */
function isHeaderText(text: string): boolean {
	return /^[\x20-\x7e]{1,200}$/.test(text);
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
