import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';

/**
 * The lanes of a WhatsApp chat, both directions, and of those that it is joined to: what a customer with several ids writes is in
 * one of them. Of the instance, or of all that are registered (in the workspace). The index of chats begins with the instance, so
 * it is asked for each.
 */
export async function lanesOfChat(
	knex: Knex,
	chatId: string,
	scope: {
		readonly workspaceId?: number | undefined;
		readonly instanceId?: InstanceId | undefined;
	},
): Promise<number[]> {
	const query = knex('chats').whereIn('instance_id', await instancesOf(knex, scope));
	if (scope.workspaceId !== undefined) void query.where('workspace_id', scope.workspaceId);
	const named: Named[] = await query.where({ wa_chat_id: chatId }).select('id', 'same_as');
	const holders = named.map(({ id, same_as: holder }) => holder ?? id);
	const joined = (await knex('chats').whereIn('same_as', holders).pluck('id')) as number[];
	return knex('lanes')
		.whereIn('chat_id', [...holders, ...joined])
		.orderBy('id')
		.pluck('id');
}

type Named = { readonly id: number; readonly same_as: number | null };

async function instancesOf(
	knex: Knex,
	{ workspaceId, instanceId }: Parameters<typeof lanesOfChat>[2],
): Promise<string[]> {
	if (instanceId !== undefined) return [instanceId];
	const instances = knex('instances').pluck('id');
	if (workspaceId !== undefined) void instances.where({ workspace_id: workspaceId });
	return (await instances) as string[];
}
