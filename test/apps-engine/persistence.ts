import { mongoId } from '../../src/sandbox/rocket-chat/ids.js';
import { copyOf, type AppObject } from './app-form.js';
import type { BridgeMethods } from './context.js';

export type Association = { readonly model: string; readonly id: string };
export type PersistedRecord = {
	readonly id: string;
	readonly associations: readonly Association[];
	data: unknown;
};
type Engines = readonly { getModel(): string; getID(): string }[];

/** What the app keeps (RocketChat/Rocket.Chat app/apps/server/bridges/persistence): records, found by associations. */
export function createPersistence(): {
	readonly methods: BridgeMethods;
	list(): PersistedRecord[];
} {
	const records = new Map<string, PersistedRecord>();
	/** Rocket.Chat's collection has an index of associations, too. */
	const byAssociation = new Map<string, Set<PersistedRecord>>();

	function insert(data: unknown, associations: readonly Association[]): string {
		const id = mongoId();
		const record = { id, associations, data: copyOf(data) };
		records.set(id, record);
		for (const one of associations) {
			const alike = byAssociation.get(keyOf(one)) ?? new Set();
			byAssociation.set(keyOf(one), alike.add(record));
		}
		return id;
	}
	function drop(record: PersistedRecord): void {
		records.delete(record.id);
		for (const one of record.associations) byAssociation.get(keyOf(one))?.delete(record);
	}
	const withAll = (wanted: readonly Association[]) => {
		const [first] = wanted;
		const some = first === undefined ? records.values() : byAssociation.get(keyOf(first));
		return [...(some ?? [])].filter(({ associations }) =>
			wanted.every((one) => associations.some((other) => isSame(one, other))),
		);
	};
	/** Updates look for records with exactly these associations, reads for those that have them among others. */
	const withExactly = (wanted: readonly Association[]) =>
		withAll(wanted).filter(({ associations }) => associations.length === wanted.length);

	return {
		list: () => copyOf([...records.values()]) as PersistedRecord[],
		methods: {
			async purge() {
				records.clear();
				byAssociation.clear();
			},
			create: async (data: AppObject) => insert(data, []),
			createWithAssociations: async (data: AppObject, by: Engines) => insert(data, plain(by)),
			readById: async (id: string) => copyOf(records.get(id)?.data),
			readByAssociations: async (by: Engines) => withAll(plain(by)).map(({ data }) => copyOf(data)),
			async remove(id: string) {
				const found = records.get(id);
				if (found !== undefined) drop(found);
				return found?.data;
			},
			async removeByAssociations(by: Engines) {
				const found = withAll(plain(by));
				found.forEach(drop);
				return found.map(({ data }) => data);
			},
			async update(id: string, data: AppObject, upsert: boolean) {
				const found = records.get(id);
				if (found !== undefined) found.data = copyOf(data);
				else if (upsert) records.set(id, { id, associations: [], data: copyOf(data) });
				return id;
			},
			async updateByAssociations(by: Engines, data: AppObject, upsert: boolean) {
				const [found] = withExactly(plain(by));
				if (found !== undefined) found.data = copyOf(data);
				else if (upsert) return insert(data, plain(by));
				return found?.id;
			},
		},
	};
}

/** Across the process boundary associations arrive without their methods. */
function plain(associations: Engines): Association[] {
	return associations.map((one) => {
		const { model, id } = one as unknown as Association;
		return { model, id };
	});
}

function keyOf({ model, id }: Association): string {
	return `${model} ${id}`;
}

function isSame(one: Association, other: Association): boolean {
	return one.model === other.model && one.id === other.id;
}
