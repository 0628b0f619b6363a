import type { RequestHandler } from 'express';
import type { Bridge } from '../../core/bridge.js';
import { readWebhookToken } from '../../core/green-api/webhook-auth.js';
import { answerUnread } from '../answers.js';
import type { JsonReader } from '../guards/json-body.js';
import type { Limit } from '../guards/rate-limit.js';
import { unknownInstanceToken } from '../refusals.js';

type Deps = {
	readonly bridge: Pick<Bridge, 'instanceByToken' | 'receiveGreenApi'>;
	readonly readJson: JsonReader;
	readonly failures: Limit;
};

/**
 * A webhook of GREEN-API. 200 once it is stored, 401 before a byte of the body is read, 503 while it can't be stored:
 * GREEN-API repeats everything but 200.
 */
export function greenApiWebhook({ bridge, readJson, failures }: Deps): RequestHandler {
	return async (request, response) => {
		const token = readWebhookToken(request.headers.authorization);
		const instance = token === undefined ? undefined : await bridge.instanceByToken(token);
		if (instance === undefined) {
			if (await failures(request, response))
				answerUnread(request, response, unknownInstanceToken());
			return;
		}
		await bridge.receiveGreenApi(instance, await readJson(request, response));
		response.json({ status: 'ok' });
	};
}
