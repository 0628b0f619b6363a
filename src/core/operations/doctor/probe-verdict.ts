import { asObject, parseJson, textAt } from '../../domain/json.js';
import { probe } from '../../http/probe.js';
import type { ProbeResult } from '../../http/probe.js';
import type { Values } from './types.js';
import type { DAEMON } from './words/daemon.js';

/** Which fault of the check `app-url-probe` it is. */
export type ProbeVerdict = {
	readonly name: keyof (typeof DAEMON)['app-url-probe']['faults'];
	readonly values: Values;
};

type Surroundings = { readonly appUrl: string; readonly timeoutMs: number };

/** Says why a probe did not come back with our proof; asks once more where that tells more. Never rejects. */
export async function judgeProbe(
	result: ProbeResult,
	surroundings: Surroundings,
): Promise<ProbeVerdict> {
	const { hostname: host } = new URL(surroundings.appUrl);
	if (result.kind !== 'answer') {
		const seconds = surroundings.timeoutMs / 1000;
		return { name: result.kind, values: { host, code: result.code, seconds } };
	}
	const { status, text } = result;
	if (status >= 300 && status < 400)
		return {
			name: 'redirect',
			values: { status, location: placeOf(result.location, surroundings) },
		};
	if (status === 401 || status === 403 || status === 407)
		return { name: 'denied', values: { status } };
	if (status === 429) return { name: 'limited', values: {} };
	if (status >= 502 && status <= 504) return { name: 'gateway', values: { status } };
	const body = asObject(parseJson(text));
	if (textAt(body, 'proof') !== '') return { name: 'another', values: {} };
	if (status !== 404 && status !== 405) return { name: 'stranger', values: { status } };
	return { name: await whyMissing(textAt(body, 'error') !== '', surroundings), values: {} };
}

/** Without query: it may hold what is nobody's business. */
function placeOf(location: string, { appUrl }: Surroundings): string {
	if (!URL.canParse(location, appUrl)) return 'an address that is none';
	const { origin, pathname } = new URL(location, appUrl);
	return `${origin}${pathname.replace(/\/probe\/[0-9a-f]+$/u, '/…')}`;
}

/** @param isOurWord The refusal has the form of the daemon's. */
async function whyMissing(
	isOurWord: boolean,
	{ appUrl, timeoutMs }: Surroundings,
): Promise<'missing' | 'prefix' | 'partly'> {
	const hello = await probe(`${appUrl}/api/webhook/rocket`, timeoutMs);
	const body = hello.kind === 'answer' ? asObject(parseJson(hello.text)) : undefined;
	if (textAt(body, 'name') === 'greenapi-rc') return 'partly';
	return isOurWord ? 'prefix' : 'missing';
}
