import type { RequestHandler } from 'express';
import type { Bridge } from '../../core/bridge.js';
import { isProbeNonce } from '../../core/config/probe-answer.js';
import { answerUnread } from '../answers.js';
import type { Limit } from '../guards/rate-limit.js';
import { unknownPath } from '../refusals.js';

type Deps = {
	readonly bridge: Pick<Bridge, 'hello' | 'proveSelf'>;
	readonly probes: Limit;
};

/**
 * `greenapi-rc doctor` asks by the public address whether it leads here. Only a daemon with the database's key can give the
 * proof, so a stranger's server, or another daemon, is told apart. Anybody may ask, 120 times a minute.
 */
export function probeAnswer({ bridge, probes }: Deps): RequestHandler {
	return async (request, response) => {
		const nonce = String(request.params['nonce']);
		if (!(await probes(request, response))) return;
		if (!isProbeNonce(nonce)) {
			answerUnread(request, response, unknownPath());
			return;
		}
		response.set('Cache-Control', 'no-store');
		response.json({ ...bridge.hello, nonce, proof: bridge.proveSelf(nonce) });
	};
}
