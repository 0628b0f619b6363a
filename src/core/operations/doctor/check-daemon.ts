import { localUrl } from '../../config/local-url.js';
import { createProbe } from '../../config/probe-answer.js';
import { ROCKET_PATH } from '../../config/webhook-paths.js';
import { asObject, parseJson, textAt } from '../../domain/json.js';
import { isOutOfReach, isPrivateHost } from '../../http/private-host.js';
import { probe } from '../../http/probe.js';
import type { ProbeResult } from '../../http/probe.js';
import { BECAUSE, findingsOf } from './findings.js';
import { usableKey } from './patient.js';
import type { Patient } from './patient.js';
import { judgeProbe } from './probe-verdict.js';
import type { Step } from './steps.js';
import type { Finding } from './types.js';
import { DAEMON } from './words/daemon.js';

const { ok, fault, skipped } = findingsOf('daemon', DAEMON);

const DAY_MS = 24 * 3_600_000;
const SOON_DAYS = 14;

/** The daemon here, and the way to it from outside. */
export function daemonSteps(patient: Patient): readonly Step[] {
	const base = { area: 'daemon', table: DAEMON } as const;
	const { appUrl = '' } = patient.config;
	// The answer from outside tells whether a daemon runs elsewhere.
	const outside = sendProbe(patient);
	return [
		{ ...base, id: 'daemon-running', subject: '', run: () => local(patient, outside) },
		{ ...base, id: 'app-url', subject: appUrl, run: () => [address(patient)] },
		{ ...base, id: 'app-url-probe', subject: appUrl, run: () => publicWay(patient, outside) },
	];
}

type Outside = { readonly result: ProbeResult; readonly isOurs: boolean } | undefined;

/** Undefined where there is nothing to ask, or no key to prove the answer with. */
async function sendProbe(patient: Patient): Promise<Outside> {
	const { config, deps, isWrong } = patient;
	const key = usableKey(patient);
	if (config.appUrl === undefined || isWrong('APP_URL') || key === undefined) return undefined;
	if (deps.only !== undefined && deps.only !== 'daemon') return undefined;
	const { url, isProven } = createProbe(config.appUrl);
	const result = await probe(url, deps.timeoutMs);
	return { result, isOurs: result.kind === 'answer' && isProven(key.bytes, result.text) };
}

async function local(patient: Patient, outside: Promise<Outside>): Promise<readonly Finding[]> {
	const { config, deps } = patient;
	const others = (because: Parameters<typeof skipped>[2]): Finding[] => [
		skipped('daemon-version', '', because),
		skipped('daemon-ready', '', because),
	];
	if (patient.isWrong('HOST', 'PORT', 'OPS_PORT') || config.port === 0)
		return [skipped('daemon-running', '', BECAUSE.settings), ...others(BECAUSE.settings)];
	const url = localUrl(config.host, config.port);
	const hello = await probe(`${url}${ROCKET_PATH}`, deps.timeoutMs);
	if (hello.kind !== 'answer') {
		const isElsewhere = (await outside)?.isOurs === true;
		const name = isElsewhere ? 'elsewhere' : 'down';
		return [fault('daemon-running', name, url), ...others(BECAUSE.daemon)];
	}
	const body = asObject(parseJson(hello.text));
	if (textAt(body, 'name') !== 'greenapi-rc')
		return [fault('daemon-running', 'stranger', url), ...others(BECAUSE.daemon)];
	const version = textAt(body, 'version');
	return [
		ok('daemon-running', url),
		version === deps.version
			? ok('daemon-version', url, { version })
			: fault('daemon-version', 'other', url, { version, own: deps.version }),
		await readiness(patient, url),
	];
}

async function readiness({ config, deps }: Patient, url: string): Promise<Finding> {
	const ops = config.opsPort === undefined ? url : localUrl('127.0.0.1', config.opsPort);
	if (config.opsPort === 0) return skipped('daemon-ready', url, BECAUSE.settings);
	const answer = await probe(`${ops}/readyz`, deps.timeoutMs);
	if (answer.kind === 'answer' && answer.status === 200) return ok('daemon-ready', ops);
	const told = answer.kind === 'answer' ? asObject(parseJson(answer.text)) : undefined;
	const code = answer.kind === 'answer' ? String(answer.status) : answer.code;
	return fault('daemon-ready', 'unready', ops, { reason: textAt(told, 'message') || code });
}

function address({ config, isWrong, records }: Patient): Finding {
	if (isWrong('APP_URL')) return skipped('app-url', '', BECAUSE.settings);
	if (config.appUrl === undefined) {
		// sync-app-url gave each of them an address of its own, which is the stronger one.
		const { workspaces = [] } = records.registry ?? {};
		const isNeeded = workspaces.length === 0 || workspaces.some(({ appUrl }) => appUrl === null);
		return isNeeded ? fault('app-url', 'missing', '') : skipped('app-url', '', BECAUSE.server);
	}
	if (isOutOfReach(config.appUrl, config.greenApiUrl))
		return fault('app-url', 'private', config.appUrl);
	const { protocol, hostname } = new URL(config.appUrl);
	if (protocol !== 'https:' && !isPrivateHost(hostname))
		return fault('app-url', 'plain', config.appUrl);
	return ok('app-url', config.appUrl);
}

async function publicWay(patient: Patient, asked: Promise<Outside>): Promise<readonly Finding[]> {
	const { config, deps, now } = patient;
	const outside = await asked;
	if (outside === undefined || config.appUrl === undefined) {
		const because = usableKey(patient) === undefined ? BECAUSE.key : BECAUSE.settings;
		return [skipped('app-url-probe', '', because), skipped('app-url-certificate', '', because)];
	}
	const { result, isOurs } = outside;
	const certificate = certificateOf(result, config.appUrl, now());
	if (isOurs && result.kind === 'answer')
		return [ok('app-url-probe', config.appUrl, { ms: result.ms }), certificate];
	const verdict = await judgeProbe(result, { appUrl: config.appUrl, timeoutMs: deps.timeoutMs });
	return [fault('app-url-probe', verdict.name, config.appUrl, verdict.values), certificate];
}

/** One that is not good any more is a fault of the probe. @param now Epoch milliseconds. */
export function certificateOf(result: ProbeResult, url: string, now: number): Finding {
	if (result.kind !== 'answer' || result.certificateUntil === undefined)
		return skipped('app-url-certificate', url, BECAUSE.server);
	const days = Math.floor((result.certificateUntil - now) / DAY_MS);
	return days < SOON_DAYS
		? fault('app-url-certificate', 'expiring', url, { days })
		: ok('app-url-certificate', url, { days });
}
