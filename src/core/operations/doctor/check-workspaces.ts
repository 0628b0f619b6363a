import { RocketChatError } from '../../domain/errors.js';
import type { Agent, Workspace } from '../../domain/registry.js';
import { createAdministration } from '../../rocket-chat/administration.js';
import type { Administration, LivechatAgent } from '../../rocket-chat/administration.js';
import { readWorkspaceUser } from '../../rocket-chat/identity.js';
import type { ServerVersion } from '../../rocket-chat/server-version.js';
import { ADMIN_ROLE } from '../actors.js';
import { inParallel } from '../in-parallel.js';
import { BECAUSE, findingsOf, whyOf } from './findings.js';
import { usableKey } from './patient.js';
import type { Patient } from './patient.js';
import type { Step } from './steps.js';
import type { Finding, Text } from './types.js';
import { WORKSPACES } from './words/workspaces.js';
import { storedAddress, wayIn } from './workspace-way.js';
import { judgeSettings, LOOKED_AT } from './workspace-settings.js';
import type { WorkspaceSettings } from './workspace-settings.js';

const { ok, fault, skipped, unexplained } = findingsOf('workspaces', WORKSPACES);

type Id = keyof typeof WORKSPACES;

/** What needs an administrator's token that is good. */
const FOR_ADMINS = [
	...(['workspace-omnichannel', 'workspace-routing', 'workspace-agents'] as const),
	...(['workspace-limiter', 'workspace-uploads', 'workspace-way'] as const),
] as const satisfies readonly Id[];
const TOKENS_AT_ONCE = 4;
const MOST_NAMES = 5;
/** `listLivechatAgents` tells no more. */
const MOST_AGENTS = 100;

/** Each workspace, in the name of its administrator. */
export function workspaceSteps(patient: Patient): readonly Step[] {
	const base = { area: 'workspaces', table: WORKSPACES } as const;
	const { registry } = patient.records;
	if (registry === undefined)
		return [{ ...base, id: 'workspaces-any', subject: '', run: () => [unknown(patient)] }];
	const { workspaces } = registry;
	const count = workspaces.length;
	const any =
		count === 0 ? fault('workspaces-any', 'none', '') : ok('workspaces-any', '', { count });
	return [
		{ ...base, id: 'workspaces-any', subject: '', run: () => [any] },
		...workspaces.flatMap((workspace): Step[] => {
			const { url: subject } = workspace;
			return [
				{ ...base, id: 'workspace-reachable', subject, run: () => examineOne(patient, workspace) },
				{
					...{ ...base, id: 'workspace-app-url', subject },
					run: async () => [await storedAddress(patient, workspace)],
				},
			];
		}),
	];
}

function unknown(patient: Patient): Finding {
	const { records } = patient;
	const isKeyless = records.isUsable && usableKey(patient) === undefined;
	const because = isKeyless || records.registryError !== undefined ? BECAUSE.key : BECAUSE.database;
	return skipped('workspaces-any', '', because);
}

async function examineOne(patient: Patient, workspace: Workspace): Promise<readonly Finding[]> {
	const { url } = workspace;
	const none = (because: Text, ...ids: readonly Id[]): Finding[] =>
		ids.map((id) => skipped(id, url, because));
	const http = patient.workspaceHttp;
	const administration = createAdministration({ http, ...workspace });
	let version: ServerVersion;
	try {
		version = await administration.readVersion();
	} catch (error) {
		const finding = fault('workspace-reachable', 'unreachable', url, whyOf(error));
		return [
			finding,
			...none(BECAUSE.unreachable, 'workspace-version', 'workspace-admin', ...FOR_ADMINS),
		];
	}
	const admin = await administrator(administration, url);
	const rest =
		admin.fault === ''
			? await asAdministrator(patient, { administration, workspace, version })
			: none(BECAUSE.credentials, ...FOR_ADMINS);
	return [
		ok('workspace-reachable', url),
		judgeVersion(version, url),
		admin,
		...rest,
		...(await agentTokens(patient, workspace)),
	];
}

function judgeVersion(version: ServerVersion, url: string): Finding {
	if (version.text === '') return fault('workspace-version', 'unknown', url);
	const values = { version: version.text };
	return version.isAtLeast(6, 8)
		? ok('workspace-version', url, values)
		: fault('workspace-version', 'old', url, values);
}

async function administrator(administration: Administration, url: string): Promise<Finding> {
	try {
		const { roles } = await administration.readSelf();
		return roles.includes(ADMIN_ROLE)
			? ok('workspace-admin', url)
			: fault('workspace-admin', 'role', url);
	} catch (error) {
		if (isRefused(error)) return fault('workspace-admin', 'refused', url);
		return fault('workspace-admin', 'unclear', url, whyOf(error));
	}
}

function isRefused(error: unknown): boolean {
	return error instanceof RocketChatError && error.code === 'ROCKET_CHAT_CREDENTIALS_REFUSED';
}

async function asAdministrator(
	patient: Patient,
	asked: {
		readonly administration: Administration;
		readonly workspace: Workspace;
		readonly version: ServerVersion;
	},
): Promise<readonly Finding[]> {
	const { administration, workspace, version } = asked;
	const settings: WorkspaceSettings = await administration.readSettings(LOOKED_AT);
	const people = await administration.listLivechatAgents();
	const way = await wayIn(patient, workspace, settings);
	const isByApp = workspace.app !== null && way.fault === '';
	const { maxFileMb } = patient.config;
	const available = people.filter(({ isAvailable }) => isAvailable).length;
	const seen = { url: workspace.url, version, isByApp, maxFileMb, available };
	return [...judgeSettings(settings, seen), ...agents(patient, workspace, people), way];
}

/** Those who are registered here beside those who serve chats there. */
function agents(
	{ records }: Patient,
	{ id, url }: Workspace,
	people: readonly LivechatAgent[],
): readonly Finding[] {
	const own = registeredAt(records.registry?.agents ?? [], id);
	if (own.length === 0) return [fault('workspace-agents', 'none', url)];
	const ids = new Set(own.map(({ userId }) => userId));
	const unregistered = people.filter((one) => one.isAvailable && !ids.has(one.userId));
	const there = new Set(people.map(({ userId }) => userId));
	const isWhole = people.length < MOST_AGENTS;
	const strangers = isWhole ? own.filter(({ userId }) => !there.has(userId)) : [];
	const findings = [
		...(strangers.length === 0
			? []
			: [
					fault('workspace-agents', 'strangers', url, {
						names: named(strangers.map(({ email }) => email)),
					}),
				]),
		...(unregistered.length === 0
			? []
			: [
					fault('workspace-agents', 'unregistered', url, {
						names: named(unregistered.map(({ username }) => username)),
					}),
				]),
	];
	const online = people.filter((one) => one.isAvailable && ids.has(one.userId)).length;
	const well = ok('workspace-agents', url, { count: own.length, online });
	return findings.length === 0 ? [well] : findings;
}

function registeredAt(all: readonly Agent[], workspaceId: number): readonly Agent[] {
	return all.filter((agent) => agent.workspaceId === workspaceId);
}

function named(names: readonly string[]): string {
	const shown = names.slice(0, MOST_NAMES).join(', ');
	return names.length > MOST_NAMES ? `${shown}, +${names.length - MOST_NAMES}` : shown;
}

async function agentTokens(
	{ records, workspaceHttp: http }: Patient,
	{ id, url }: Workspace,
): Promise<readonly Finding[]> {
	const own = registeredAt(records.registry?.agents ?? [], id);
	return inParallel(own, TOKENS_AT_ONCE, async ({ email, userId, authToken }) => {
		try {
			await readWorkspaceUser({ http, url, userId, authToken });
			return ok('agent-token', email);
		} catch (error) {
			if (isRefused(error)) return fault('agent-token', 'refused', email);
			return unexplained('agent-token', email, error);
		}
	});
}
