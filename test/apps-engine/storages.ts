import type { AppObject } from './app-form.js';
import type { Engine, EngineClass } from './engine-types.js';

type Item = AppObject & { id: string; _id?: string; settings: Record<string, AppObject> };

/** The engine's three storages, in memory; everything that is logged for the app goes to `onLog`. */
export function createStorages(engine: Engine, onLog: (entry: unknown) => void) {
	return {
		metadataStorage: extend(engine, 'AppMetadataStorage', metadata()),
		sourceStorage: extend(engine, 'AppSourceStorage', sources()),
		logStorage: extend(engine, 'AppLogStorage', logs(onLog)),
	};
}

function extend({ storages }: Engine, name: string, methods: object): object {
	const base = storages[name] as
		(EngineClass & (abstract new (label: string) => object)) | undefined;
	if (base === undefined) throw new Error(`The engine has no ${name}.`);
	class Memory extends base {}
	Object.assign(Memory.prototype, methods);
	return new Memory('memory');
}

function metadata() {
	const items = new Map<string, Item>();
	const find = (id: unknown) =>
		[...items.values()].find((item) => item._id === id || item.id === id);
	const patch = (id: unknown, change: AppObject) => Object.assign(find(id) ?? {}, change);
	return {
		async create(item: Item) {
			item._id ??= item.id;
			items.set(item.id, item);
			return item;
		},
		retrieveOne: async (id: string) => items.get(id),
		retrieveAll: async () => items,
		retrieveAllPrivate: async () => items,
		async update(item: Item) {
			items.set(item.id, item);
			return item;
		},
		async remove(id: string) {
			return { success: items.delete(id) };
		},
		updatePartialAndReturnDocument: async (change: Item) => patch(change._id ?? change.id, change),
		async updateStatus(id: string, status: string) {
			patch(id, { status });
			return true;
		},
		async updateSetting(id: string, setting: AppObject) {
			const item = find(id);
			if (item !== undefined) item.settings[String(setting['id'])] = setting;
			return true;
		},
		async updateAppInfo(id: string, info: AppObject) {
			patch(id, { info });
			return true;
		},
		updateMarketplaceInfo: async () => true,
	};
}

function sources() {
	const zips = new Map<string, Buffer>();
	const keep = async ({ id }: Item, zip: Buffer) => {
		zips.set(id, zip);
		return id;
	};
	return {
		store: keep,
		update: keep,
		fetch: async ({ id }: Item) => zips.get(id),
		async remove({ id }: Item) {
			zips.delete(id);
		},
	};
}

function logs(onLog: (entry: unknown) => void) {
	return {
		find: async () => [],
		findPaginated: async () => ({ logs: [], total: 0 }),
		getEntriesFor: async () => [],
		removeEntriesFor: async () => undefined,
		/** Newer engines hand over an entry, older ones the app's id and its logger. */
		async storeEntries(entry: unknown, logger?: { getEntries(): unknown; getMethod(): unknown }) {
			const stored =
				logger === undefined
					? entry
					: { appId: entry, method: logger.getMethod(), entries: logger.getEntries() };
			onLog(stored);
			return stored;
		},
	};
}
