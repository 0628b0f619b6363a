import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedError } from '../domain/errors.js';
import { asObject, objectsOf, parseJson, textAt } from '../domain/json.js';

/** The app for Rocket.Chat as this package brings it along. */
export type AppPackage = {
	readonly id: string;
	readonly name: string;
	readonly version: string;
	/** What an administrator agrees to (`app.json`, docs/app.md). */
	readonly permissions: readonly { readonly name: string }[];
	/** Path of the zip. */
	readonly path: string;
	readonly zip: Buffer;
};

/**
 * Reads the app of this version from `folder`, the package's `rc-app`. Throws RefusedError `app-package-missing` when it
 * is not there: in a clone it is made by `npm run app:package`.
 */
export function readAppPackage(folder: string): AppPackage {
	try {
		const about = asObject(parseJson(readFileSync(join(folder, 'app.json'), 'utf8')));
		const [id, name, version] = ['id', 'name', 'version'].map((field) => textAt(about, field));
		const wanted = `_${version ?? ''}.zip`;
		const file = readdirSync(join(folder, 'dist')).find((one) => one.endsWith(wanted));
		if (!id || !name || !version || file === undefined) throw missing(folder);
		const path = join(folder, 'dist', file);
		const permissions = objectsOf(about?.['permissions']).map((one) => ({
			name: textAt(one, 'name'),
		}));
		return { id, name, version, permissions, path, zip: readFileSync(path) };
	} catch (error) {
		throw error instanceof RefusedError ? error : missing(folder, error);
	}
}

function missing(folder: string, cause?: unknown): RefusedError {
	return new RefusedError(`The app for Rocket.Chat is not in ${join(folder, 'dist')}.`, {
		code: 'app-package-missing',
		phrases: {
			message: { key: 'refusal.app-package-missing', values: { path: join(folder, 'dist') } },
			help: { key: 'help.app-package-missing' },
		},
		help: 'In a clone, make it with: npm run app:package. The npm package brings it along.',
		cause,
	});
}
