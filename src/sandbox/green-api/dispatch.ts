import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, answerText } from '../answers.js';
import { asObject } from '../read.js';
import { pathOf, queryOf, type ReadJson } from '../stand-in.js';
import { ACCOUNT_METHODS } from './account-methods.js';
import { createCallLimits } from './call-limits.js';
import type { SandboxInstance } from './instance.js';
import type { Method } from './method.js';
import { READING_METHODS } from './reading-methods.js';
import {
	stateRefusal,
	tooManyRequests,
	unknownMethod,
	wrongInstance,
	wrongToken,
} from './refusals.js';
import { SENDING_METHODS } from './sending-methods.js';
import type { GreenApiSandboxOptions, ServedFile } from './types.js';

const METHODS = new Map<string, Method>(
	Object.entries({ ...ACCOUNT_METHODS, ...SENDING_METHODS, ...READING_METHODS }),
);

export type DispatchDeps = {
	readonly options: GreenApiSandboxOptions;
	readonly instances: ReadonlyMap<string, SandboxInstance>;
	readonly readJson: ReadJson;
	/** Keeps a file and answers with its full address. */
	readonly serve: (file: ServedFile) => string;
};

/**
 * Serves `/waInstance<id>/<method>/<token>`. Refuses in GREEN-API's order: unknown instance 403, wrong token 401, unknown
 * method 404, too many calls 429, state 400.
 */
export function createDispatch(
	deps: DispatchDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
	const limits = createCallLimits();

	function find(request: IncomingMessage): { instance: SandboxInstance; method: Method } {
		const [, account = '', name = '', token = ''] = pathOf(request).split('/');
		const instance = deps.instances.get(account.slice('waInstance'.length));
		if (instance === undefined) throw wrongInstance();
		if (instance.apiToken !== token) throw wrongToken();
		const method = METHODS.get(name);
		if (method === undefined || method.verb !== request.method) throw unknownMethod(request);
		const isLimited = deps.options.rateLimits === true;
		if (isLimited && !limits.allow(`${account} ${name}`, method.limit)) throw tooManyRequests();
		return { instance, method };
	}

	return async (request, response) => {
		const { instance, method } = find(request);
		const refusal = method.needsAccount ? stateRefusal(request, instance.state) : undefined;
		if (refusal !== undefined) throw refusal;
		const answer = await method.run({
			instance,
			request,
			query: queryOf(request),
			options: deps.options,
			body: async () => asObject(await deps.readJson(request)),
			serve: deps.serve,
		});
		if (answer === undefined) answerText(response, 200, '');
		else answerJson(response, 200, answer);
	};
}
