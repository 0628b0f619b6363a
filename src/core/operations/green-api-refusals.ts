import { GreenApiError, HttpError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import { refusal, sentence } from './refusals.js';
import type { Refusal } from './refusals.js';

type Verdict = Pick<Refusal, 'code' | 'status' | 'help'>;

const CONSOLE = 'https://console.green-api.com';
const wrongInstance: Verdict = {
	code: 'green-api-refused',
	status: 422,
	help: `Compare idInstance and apiUrl with ${CONSOLE} and try again.`,
};

const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
	['GREEN_API_INSTANCE_REFUSED', wrongInstance],
	['GREEN_API_NOT_FOUND', wrongInstance],
	[
		'GREEN_API_TOKEN_REFUSED',
		{
			code: 'green-api-refused',
			status: 422,
			help: `The apiTokenInstance is wrong: copy it from ${CONSOLE} and try again.`,
		},
	],
	[
		'GREEN_API_INSTANCE_GONE',
		{
			code: 'green-api-refused',
			status: 422,
			help: `The instance has expired or was deleted: renew it in ${CONSOLE}, or take another.`,
		},
	],
	[
		'GREEN_API_RATE_LIMITED',
		{ code: 'green-api-busy', status: 503, help: 'Try again in a few seconds.' },
	],
	[
		'GREEN_API_STARTING',
		{
			code: 'green-api-busy',
			status: 503,
			help: 'The instance restarts, which takes up to five minutes: try again then.',
		},
	],
]);

/**
 * The refusal behind a failed call about an instance that is being connected, with GREEN-API's reason; `addition` is a
 * sentence about what became of the request. Anything but GreenApiError and HttpError comes back as it is.
 */
export function greenApiRefusal(error: unknown, id: InstanceId, addition?: string): unknown {
	if (!(error instanceof GreenApiError || error instanceof HttpError)) return error;
	const said = sentence(error.message);
	const about = said.includes(`instance ${id}`) ? said : `Instance ${id}: ${said}`;
	const message = addition === undefined ? about : `${about} ${addition}`;
	return refusal({ ...judge(error), message, cause: error });
}

function judge(error: BridgeError): Verdict {
	const verdict = VERDICTS.get(error.code);
	if (verdict !== undefined) return verdict;
	if (error.code === 'HTTP_ADDRESS_REFUSED') {
		return { code: 'bad-address', status: 400, help: error.help };
	}
	if (error.disposition !== 'retry') {
		return { code: 'green-api-refused', status: 422, help: error.help };
	}
	return {
		code: 'green-api-unreachable',
		status: 502,
		help: 'Check apiUrl, and that the machine of greenapi-rc can reach GREEN-API; then try again.',
	};
}
