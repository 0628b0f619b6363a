import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import {
	RocketChatAssociationModel,
	RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata';

/*
 * Records are made and removed, never changed: Rocket.Chat's update by association throws after it has written
 * (RocketChat/Rocket.Chat apps/meteor/app/apps/server/bridges/persistence.ts), and its removal takes one record at a
 * time. So what is to be removed alone has a label of its own.
 */

/** Keeps a record under its labels. False when the app may not store (permission `persistence`). */
export async function keep(
	persistence: IPersistence,
	record: object,
	labels: readonly string[],
): Promise<boolean> {
	const id: unknown = await persistence.createWithAssociations(record, labels.map(association));
	return id != null;
}

/** All records with that label; none when the app may not read them. */
export async function recordsOf<T extends object>(
	reader: IPersistenceRead,
	label: string,
): Promise<readonly T[]> {
	const records: unknown = await reader.readByAssociation(association(label));
	return Array.isArray(records) ? (records as T[]) : [];
}

/** Removes the record with that label; nothing happens where there is none. */
export async function forget(persistence: IPersistence, label: string): Promise<void> {
	await persistence.removeByAssociation(association(label));
}

function association(label: string): RocketChatAssociationRecord {
	return new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, label);
}
