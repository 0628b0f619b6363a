import type { RequestHandler } from 'express';
import type { Bridge } from '../../core/bridge.js';
import { RefusedError } from '../../core/domain/errors.js';
import { answerRefusal } from '../answers.js';
import type { RateLimits } from '../guards/rate-limit.js';

type Deps = {
	readonly bridge: Pick<Bridge, 'operations'>;
	readonly limits: Pick<RateLimits, 'failures' | 'pictures'>;
};

/**
 * The QR code that links a phone, for a browser; the ticket in the path is all that proves the caller. 200 with a PNG that
 * nobody keeps, 404 for a ticket that is forged or too old, 409 when a phone is linked already.
 */
export function qrPicture({ bridge, limits }: Deps): RequestHandler {
	return async (request, response) => {
		response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
		if (!(await limits.pictures(request, response))) return;
		try {
			const png = await bridge.operations.qrPicture(String(request.params['ticket']));
			response.type('png').set('X-Content-Type-Options', 'nosniff').send(png);
		} catch (error) {
			if (!(error instanceof RefusedError)) throw error;
			const isGuess = error.status === 404;
			if (!isGuess || (await limits.failures(request, response))) answerRefusal(response, error);
		}
	};
}
