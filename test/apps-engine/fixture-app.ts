import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { buildSync } from 'esbuild';
import { repositoryRoot } from '../support/repository.js';

const folder = join(repositoryRoot, 'test', 'apps-engine', 'fixture-app');

/** The app of fixture-app/, packed as ours is. */
export function fixtureZip(): Buffer {
	const { outputFiles } = buildSync({
		entryPoints: [join(folder, 'FixtureApp.ts')],
		...{ bundle: true, write: false, platform: 'node', target: 'node18', format: 'cjs' },
		external: ['@rocket.chat/apps-engine/*'],
	});
	const zip = new AdmZip();
	zip.addFile('FixtureApp.js', Buffer.from(outputFiles[0]?.contents ?? []));
	zip.addLocalFile(join(folder, 'app.json'));
	zip.addLocalFile(join(repositoryRoot, 'rc-app', 'icon.png'));
	return zip.toBuffer();
}
