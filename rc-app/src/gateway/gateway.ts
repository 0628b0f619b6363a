import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors';
import type { Tools } from '../tools';
import type { Op } from './call';
import type { Door } from './door';
import type { OpName } from './op-names';
import { publicWords, Refused, refusalOf } from './refused';

/** An answer to the daemon; the body is JSON. */
export type GatewayAnswer = { readonly status: HttpStatusCode; readonly body: object };

/** Answers a call of the daemon as docs/protocol.md says ("The gateway"); never throws. */
export type Gateway = (request: unknown, tools: Tools) => Promise<GatewayAnswer>;

export function createGateway(door: Door, ops: Readonly<Record<OpName, Op>>): Gateway {
	const byName: ReadonlyMap<unknown, Op> = new Map(Object.entries(ops));

	return async (request, tools) => {
		try {
			const entry = await door.open(request, tools.read);
			if ('denied' in entry)
				return { status: HttpStatusCode.UNAUTHORIZED, body: { ok: false, ...entry.denied } };
			const op = byName.get(entry.call['op']);
			if (op === undefined)
				throw new Refused('unknown-op', 'This version of the app has no such op.');
			return { status: HttpStatusCode.OK, body: { ok: true, ...(await op(entry.call, tools)) } };
		} catch (error) {
			return failure(error);
		}
	};
}

function failure(error: unknown): GatewayAnswer {
	const refusal = refusalOf(error);
	if (refusal !== undefined) {
		const { code, message } = refusal;
		return { status: HttpStatusCode.UNPROCESSABLE_ENTITY, body: { ok: false, code, message } };
	}
	return {
		status: HttpStatusCode.INTERNAL_SERVER_ERROR,
		body: { ok: false, code: 'failed', message: publicWords(error) },
	};
}
