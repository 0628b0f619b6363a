import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ownVersion } from '../core/config/version.js';
import { refusal } from '../core/operations/refusals.js';

/** The app for Rocket.Chat, packed as it is uploaded there. */
export type AppZip = {
	/** Absolute. */
	readonly path: string;
	/** E.g. `greenapi-rc_0.1.0.zip`. */
	readonly name: string;
	readonly version: string;
	readonly sizeBytes: number;
};

/** The folder of this package, seen from dist/src/cli/. */
const PACKAGE = new URL('../../../', import.meta.url);

/** Finds the app of this version in the package. Throws RefusedError `app-package-missing`. */
export function findAppZip(folder: URL = PACKAGE): AppZip {
	const version = ownVersion();
	const name = `greenapi-rc_${version}.zip`;
	const path = fileURLToPath(new URL(`rc-app/dist/${name}`, folder));
	const size = statSync(path, { throwIfNoEntry: false })?.size;
	if (size === undefined) throw missing(path);
	return { path, name, version, sizeBytes: size };
}

function missing(path: string) {
	return refusal({
		code: 'app-package-missing',
		status: 404,
		message: 'refusal.app-package-missing',
		help: 'help.app-package-missing',
		values: { path },
	});
}
