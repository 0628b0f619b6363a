import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';

/**
 * The lanes of a WhatsApp chat, both directions: of the instance, or of all that are registered (in the workspace). The
 * index of chats begins with the instance, so it is asked for each.
 */
export async function lanesOfChat(
	knex: Knex,
	chatId: string,
	scope: {
		readonly workspaceId?: number | undefined;
		readonly instanceId?: InstanceId | undefined;
	},
): Promise<number[]> {
	const query = knex('chats').whereIn('chats.instance_id', await instancesOf(knex, scope));
	if (scope.workspaceId !== undefined) void query.where('chats.workspace_id', scope.workspaceId);
	return query
		.where({ 'chats.wa_chat_id': chatId })
		.join('lanes', 'lanes.chat_id', 'chats.id')
		.pluck('lanes.id');
}

async function instancesOf(
	knex: Knex,
	{ workspaceId, instanceId }: Parameters<typeof lanesOfChat>[2],
): Promise<string[]> {
	if (instanceId !== undefined) return [instanceId];
	const instances = knex('instances').pluck('id');
	if (workspaceId !== undefined) void instances.where({ workspace_id: workspaceId });
	return (await instances) as string[];
}
