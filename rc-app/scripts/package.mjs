/* Makes rc-app/dist/greenapi-rc_<version>.zip, as Rocket.Chat takes it: the bundled class, app.json, icon, i18n. */
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import AdmZip from 'adm-zip';
import { buildSync } from 'esbuild';

const folder = fileURLToPath(new URL('..', import.meta.url));
/** A fixed time of all files, so that the same sources make the same bytes. */
const TIME = new Date('2026-01-01T00:00:00Z');

const info = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'));
const zip = new AdmZip();
add(info.classFile.replace(/\.ts$/, '.js'), bundled(info.classFile));
add('app.json', readFileSync(join(folder, 'app.json')));
add(info.iconFile, readFileSync(join(folder, info.iconFile)));
for (const name of readdirSync(join(folder, 'i18n')).sort())
	add(`i18n/${name}`, readFileSync(join(folder, 'i18n', name)));
mkdirSync(join(folder, 'dist'), { recursive: true });
const target = join(folder, 'dist', `${info.nameSlug}_${info.version}.zip`);
zip.writeZip(target);
console.log(`${relative(process.cwd(), target)}, ${statSync(target).size} bytes`);

/** The class and everything that it imports in one file: Rocket.Chat has the engine's own modules, and nothing else. */
function bundled(entry) {
	const { outputFiles } = buildSync({
		entryPoints: [join(folder, entry)],
		bundle: true,
		write: false,
		platform: 'node',
		target: ['es2020'],
		format: 'cjs',
		charset: 'utf8',
		external: ['@rocket.chat/apps-engine/*'],
		logLevel: 'warning',
	});
	return Buffer.from(outputFiles[0].contents);
}

function add(name, bytes) {
	zip.addFile(name, bytes);
	zip.getEntry(name).header.time = TIME;
}
