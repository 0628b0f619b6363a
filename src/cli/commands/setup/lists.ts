import type { Operator } from '../../../core/operations/actors.js';
import { createOperatorAccess } from '../../../core/operations/authenticate.js';
import { createListInstances } from '../../../core/operations/list-instances.js';
import type { InstanceRow } from '../../../core/operations/list-instances.js';
import { createListUsers } from '../../../core/operations/list-users.js';
import type { UserRow } from '../../../core/operations/list-users.js';
import { typed } from '../../../core/operations/typed.js';
import type { Database } from '../../../core/storage/database.js';
import type { Io } from '../../io.js';
import { ago, duration, isoOf, oneLine, pauseItem } from '../../shown.js';
import { tableText } from '../../table.js';
import { withKey } from '../../with-key.js';
import { printJson } from '../../answer.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

export type ListOptions = { readonly workspace?: string; readonly json?: true };

const WORDS = {
	instance: ['instance', 'инстанс'],
	state: ['state', 'состояние'],
	owner: ['owner', 'владелец'],
	since: ['since', 'добавлен'],
	workspace: ['workspace', 'пространство'],
	email: ['email', 'эл. почта'],
	userId: ['user id', 'ид. пользователя'],
	instances: ['instances', 'инстансы'],
	noInstances: [
		'There are no instances; greenapi-rc create-instance connects one.',
		'Инстансов нет; подключает их greenapi-rc create-instance.',
	],
	noAgents: [
		'There are no agents; greenapi-rc register-agent registers one.',
		'Агентов нет; регистрирует их greenapi-rc register-agent.',
	],
	paused: ['{state}, paused {age}', '{state}, приостановлен {age}'],
	pausedWhy: ['{state}, paused {age}: {reason}', '{state}, приостановлен {age}: {reason}'],
} as const satisfies Words;

const INSTANCE_HEAD = ['instance', 'state', 'owner', 'since', 'workspace'] as const;
const USER_HEAD = ['email', 'userId', 'instances', 'since', 'workspace'] as const;

/** `greenapi-rc list-instances`: the instances of all workspaces, or of one. */
export async function listInstancesCommand(io: Io, options: ListOptions): Promise<void> {
	const rows = await read(io, options, createListInstances);
	const say = wordsOf(io, WORDS);
	await print(io, options, {
		items: rows.map(instanceItem),
		head: INSTANCE_HEAD.map((key) => say(key)),
		cells: rows.map((row) => [
			...[
				row.id,
				stateOf(io, row),
				row.owner ?? '',
				ago(row.createdAt, Date.now(), io.language()),
				row.workspaceUrl,
			],
		]),
		none: say('noInstances'),
	});
}

/** `greenapi-rc list-users`: the registered agents of all workspaces, or of one. */
export async function listUsersCommand(io: Io, options: ListOptions): Promise<void> {
	const rows = await read(io, options, createListUsers);
	const say = wordsOf(io, WORDS);
	await print(io, options, {
		items: rows.map(userItem),
		head: USER_HEAD.map((key) => say(key)),
		cells: rows.map(({ email, userId, instances, createdAt, workspaceUrl }) => [
			...[
				email,
				userId,
				String(instances),
				ago(createdAt, Date.now(), io.language()),
				workspaceUrl,
			],
		]),
		none: say('noAgents'),
	});
}

/** The database is enough: what reaches the clouds would take longer to load than the answer. */
async function read<Row>(
	io: Io,
	{ workspace }: ListOptions,
	createList: (deps: { database: Database }) => (operator: Operator) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
	return withKey(io, async ({ database }) => {
		const { workspaces } = database.stores;
		const operator = await typed(createOperatorAccess({ workspaces }))(workspace);
		return typed(createList({ database }))({ ...operator, language: io.language() });
	});
}

type List = {
	readonly items: readonly object[];
	readonly head: readonly string[];
	readonly cells: readonly (readonly string[])[];
	/** Said when there is nothing to list. */
	readonly none: string;
};

async function print(
	io: Io,
	{ json }: ListOptions,
	{ items, head, cells, none }: List,
): Promise<void> {
	if (json) printJson(io, { items });
	else if (items.length === 0) io.err(none);
	else
		io.out(
			await tableText(
				io,
				head,
				cells.map((row) => row.map(oneLine)),
			),
		);
}

function stateOf(io: Io, { state, pause }: InstanceRow): string {
	if (pause === undefined) return state;
	const { since, reason } = pause;
	const say = wordsOf(io, WORDS);
	const age = duration(Date.now() - since, io.language());
	return say(reason === '' ? 'paused' : 'pausedWhy', { state, age, reason });
}

function instanceItem({ id, state, owner, workspaceUrl, createdAt, pause }: InstanceRow): object {
	const [workspace, since] = [workspaceUrl, isoOf(createdAt)];
	return {
		...{ instance: id, state, owner: owner ?? null, workspace, createdAt: since },
		pause: pauseItem(pause),
	};
}

function userItem({ email, userId, instances, workspaceUrl, createdAt }: UserRow): object {
	const [workspace, since] = [workspaceUrl, isoOf(createdAt)];
	return { email, userId, instances, workspace, createdAt: since };
}
