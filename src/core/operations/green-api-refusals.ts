import { GreenApiError, HttpError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import { CONSOLE, refusal, sentence } from './refusals.js';
import type { Refusal } from './refusals.js';

type Verdict = Pick<Refusal, 'code' | 'status' | 'help'>;

const wrongInstance: Verdict = {
	code: 'green-api-refused',
	status: 422,
	help: 'help.wrong-instance',
};

const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
	['GREEN_API_INSTANCE_REFUSED', wrongInstance],
	['GREEN_API_NOT_FOUND', wrongInstance],
	[
		'GREEN_API_TOKEN_REFUSED',
		{
			code: 'green-api-refused',
			status: 422,
			help: 'help.wrong-api-token',
		},
	],
	[
		'GREEN_API_INSTANCE_GONE',
		{
			code: 'green-api-refused',
			status: 422,
			help: 'help.instance-gone',
		},
	],
	['GREEN_API_RATE_LIMITED', { code: 'green-api-busy', status: 503, help: 'help.in-seconds' }],
	[
		'GREEN_API_STARTING',
		{
			code: 'green-api-busy',
			status: 503,
			help: 'help.restarts',
		},
	],
]);

/**
 * The refusal behind a failed call about an instance that is being connected, with GREEN-API's reason; `message` says what
 * became of the request besides. Anything but GreenApiError and HttpError comes back as it is.
 */
export function greenApiRefusal(
	error: unknown,
	id: InstanceId,
	message:
		| 'refusal.green-api'
		| 'refusal.green-api-not-registered'
		| 'refusal.green-api-not-right' = 'refusal.green-api',
): unknown {
	if (!(error instanceof GreenApiError || error instanceof HttpError)) return error;
	const said = sentence(error.message);
	const reason = said.includes(`instance ${id}`) ? said : `Instance ${id}: ${said}`;
	const values = { reason, advice: error.help, console: CONSOLE };
	return refusal({ ...judge(error), message, values, cause: error });
}

function judge(error: BridgeError): Verdict {
	const verdict = VERDICTS.get(error.code);
	if (verdict !== undefined) return verdict;
	if (error.code === 'HTTP_ADDRESS_REFUSED') {
		return { code: 'bad-address', status: 400, help: 'help.green-api-says' };
	}
	if (error.disposition !== 'retry') {
		return { code: 'green-api-refused', status: 422, help: 'help.green-api-says' };
	}
	return {
		code: 'green-api-unreachable',
		status: 502,
		help: 'help.green-api-unreachable',
	};
}
