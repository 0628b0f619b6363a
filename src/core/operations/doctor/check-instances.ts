import { systemClock } from '../../clock.js';
import { GreenApiError, toBridgeError } from '../../domain/errors.js';
import { textAt } from '../../domain/json.js';
import type { Instance } from '../../domain/registry.js';
import { createGreenApiClient } from '../../green-api/client.js';
import { differingSettings, wantedSettings } from '../../green-api/settings.js';
import { stateOf } from '../../green-api/state.js';
import type { GreenApiClient, InstanceSettings } from '../../green-api/types.js';
import { applySettings, webhookUrlOf } from '../webhook-settings.js';
import { BECAUSE, findingsOf, whyOf } from './findings.js';
import { ownership, silence, tariff } from './instance-records.js';
import { leadsHere } from './leads-here.js';
import { usableKey } from './patient.js';
import type { Patient } from './patient.js';
import type { Step } from './steps.js';
import type { Finding, Repair, Text } from './types.js';
import { INSTANCES } from './words/instances.js';

const { ok, fault, skipped, unexplained } = findingsOf('instances', INSTANCES);

type Id = keyof typeof INSTANCES;

/** What GREEN-API is asked for. */
const ASKED = [
	...(['instance-settings', 'instance-number', 'instance-webhooks', 'instance-queue'] as const),
] as const satisfies readonly Id[];
/** GREEN-API takes one call of a kind a second, and a running daemon makes some, too. */
const PAUSE_MS = 1200;
/** A busy number has some under way. */
const STUCK_WEBHOOKS = 20;
const LONG_QUEUE = 100;

const STATES: Readonly<
	Record<string, keyof (typeof INSTANCES)['instance-state']['faults'] | undefined>
> = {
	notAuthorized: 'unlinked',
	pendingCode: 'unlinked',
	starting: 'starting',
	suspended: 'suspended',
	blocked: 'blocked',
};

/** Each instance, as GREEN-API sees it and as it is stored here. */
export function instanceSteps(patient: Patient): readonly Step[] {
	const base = { area: 'instances', table: INSTANCES } as const;
	const { registry, registryError } = patient.records;
	if (registry === undefined) {
		const isKey = registryError !== undefined || usableKey(patient) === undefined;
		const finding = skipped('instances-any', '', isKey ? BECAUSE.key : BECAUSE.database);
		return [{ ...base, id: 'instances-any', subject: '', run: () => [finding] }];
	}
	const { instances } = registry;
	const count = instances.length;
	const any = count === 0 ? fault('instances-any', 'none', '') : ok('instances-any', '', { count });
	return [
		{ ...base, id: 'instances-any', subject: '', run: () => [any] },
		...instances.flatMap((instance): Step[] => {
			const { id: subject } = instance;
			return [
				{ ...base, id: 'instance-state', subject, run: () => askGreenApi(patient, instance) },
				{ ...base, id: 'instance-owner', subject, run: () => [ownership(patient, instance)] },
				{
					...{ ...base, id: 'instance-tariff', subject },
					run: async () => [await tariff(patient, instance)],
				},
				{
					...{ ...base, id: 'instance-silent', subject },
					run: async () => [await silence(patient, instance)],
				},
			];
		}),
	];
}

async function askGreenApi(patient: Patient, instance: Instance): Promise<readonly Finding[]> {
	const { id } = instance;
	const client = createGreenApiClient({
		...{ http: patient.http, access: instance, clock: systemClock },
	});
	let told: string;
	try {
		told = await patiently(() => client.getState());
	} catch (error) {
		return [
			whyStateless(error, id),
			...ASKED.map((check) => skipped(check, id, BECAUSE.unreachable)),
		];
	}
	const [settings, number] = await settingsOf(patient, instance, client);
	return [
		judgeState(stateOf(told), id),
		settings,
		number,
		await orElse('instance-webhooks', id, async () => {
			const count = await patiently(() => client.countWebhooks());
			if (count <= STUCK_WEBHOOKS) return ok('instance-webhooks', id, { count });
			return fault('instance-webhooks', 'stuck', id, { count });
		}),
		await orElse('instance-queue', id, async () => {
			const { length: count } = await patiently(() => client.listQueue());
			if (count <= LONG_QUEUE) return ok('instance-queue', id, { count });
			return fault('instance-queue', 'long', id, { count, id });
		}),
	];
}

function whyStateless(error: unknown, id: string): Finding {
	if (toBridgeError(error).code === 'GREEN_API_STARTING')
		return fault('instance-state', 'starting', id);
	const name = error instanceof GreenApiError && !error.outage ? 'refused' : 'unreachable';
	return fault('instance-state', name, id, whyOf(error));
}

async function settingsOf(
	patient: Patient,
	instance: Instance,
	client: GreenApiClient,
): Promise<readonly [Finding, Finding]> {
	const { id } = instance;
	let settings: InstanceSettings | undefined;
	const finding = await orElse('instance-settings', id, async () => {
		settings = await patiently(() => client.getSettings());
		return judgeInstanceSettings(patient, { instance, settings, client });
	});
	return [finding, judgeNumber(patient, instance, textAt(settings, 'wid'))];
}

/** What GREEN-API does not tell at the moment, or tells no instance of that kind. */
const NOT_TOLD = [
	...['GREEN_API_STARTING', 'GREEN_API_NOT_AUTHORIZED'],
	...['GREEN_API_NOT_FOUND', 'GREEN_API_REFUSED', 'GREEN_API_RATE_LIMITED'],
];

/** One question that fails leaves the others alone. */
async function orElse(check: Id, id: string, ask: () => Promise<Finding>): Promise<Finding> {
	try {
		return await ask();
	} catch (error) {
		const isUntold = NOT_TOLD.includes(toBridgeError(error).code);
		return isUntold ? skipped(check, id, BECAUSE.untold) : unexplained(check, id, error);
	}
}

/** Asks once more when the daemon has just asked the same. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
	try {
		return await call();
	} catch (error) {
		if (!(error instanceof GreenApiError) || error.code !== 'GREEN_API_RATE_LIMITED') throw error;
		await systemClock.sleep(PAUSE_MS);
		return call();
	}
}

function judgeState(state: string, id: string): Finding {
	if (state === 'authorized') return ok('instance-state', id);
	return fault('instance-state', STATES[state] ?? 'other', id, { state, id });
}

type Looked = {
	readonly instance: Instance;
	readonly settings: InstanceSettings;
	readonly client: GreenApiClient;
};

/** Names of settings only: among their values is the webhooks' token. */
async function judgeInstanceSettings(
	patient: Patient,
	{ instance, settings, client }: Looked,
): Promise<Finding> {
	const { config, records } = patient;
	const { id, workspaceId, webhookToken } = instance;
	const workspace = records.registry?.workspaces.find((one) => one.id === workspaceId);
	const appUrl = workspace?.appUrl ?? config.appUrl;
	if (appUrl === undefined) return skipped('instance-settings', id, BECAUSE.settings);
	const wanted = wantedSettings({ webhookUrl: webhookUrlOf(appUrl), webhookToken });
	const names = Object.keys(differingSettings(settings, wanted));
	if (names.length === 0) return ok('instance-settings', id);
	const what: Text = [
		`apply-settings ${id}; the instance restarts`,
		`apply-settings ${id}; инстанс перезапустится`,
	];
	const repair: Repair = {
		...{ name: 'apply-settings', what },
		async run() {
			// Another repair may have changed the address in the meantime.
			const now = await records.database?.stores.workspaces.find(workspaceId);
			const address = now?.appUrl ?? config.appUrl ?? appUrl;
			const way = await findWay(patient, address);
			const target = { appUrl: way ?? address, webhookToken };
			await applySettings(client, await patiently(() => client.getSettings()), target);
		},
	};
	const isSafe = !names.includes('webhookUrl') || (await findWay(patient, appUrl)) !== undefined;
	const values = { names: names.join(', '), id };
	return fault('instance-settings', 'differ', id, values, isSafe ? repair : undefined);
}

/** An address by which the daemon is reached: a mistaken APP_URL in the operator's shell must lead no instance astray. */
async function findWay(patient: Patient, address: string): Promise<string | undefined> {
	for (const one of [address, patient.config.appUrl])
		if (one !== undefined && (await leadsHere(patient, one))) return one;
	return undefined;
}

/** @param wid As GREEN-API tells it now; '' while no phone is linked. */
function judgeNumber({ records }: Patient, instance: Instance, wid: string): Finding {
	const { id } = instance;
	const number = wid === '' ? instance.wid : wid;
	const others = (records.registry?.allInstances ?? []).filter(
		(one) => one.id !== id && number !== '' && one.wid === number,
	);
	if (others.length === 0) return ok('instance-number', id);
	return fault('instance-number', 'shared', id, { others: others.map((one) => one.id).join(', ') });
}
