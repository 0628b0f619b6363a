import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';

const pathOf = (name: string) => join(repositoryRoot, name);
/** Without code: what looks like a link there is none. */
const read = (name: string) => readFileSync(pathOf(name), 'utf8').replace(/^```.*?^```$/gmsu, '');
const pagesIn = (folder: string) =>
	readdirSync(pathOf(folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name));

const pages = [...pagesIn('.'), ...pagesIn('docs'), ...pagesIn('docs/adr')]
	// A table of texts: its links have places that are filled in later.
	.filter((name) => name !== 'docs/texts.md');

/** As GitHub makes them. */
function anchorsOf(name: string): string[] {
	return [...read(name).matchAll(/^#+ (.*)$/gmu)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/gu, '-'),
	);
}

function isBroken(page: string, link: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : join(dirname(page), path);
	if (!existsSync(pathOf(target))) return true;
	return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

test('every link of the pages leads somewhere', (t) => {
	const links = pages.flatMap((page) =>
		[...read(page).matchAll(/\]\(([^)\s]+)\)/gu)]
			.map(([, link = '']) => ({ page, link }))
			.filter(({ link }) => !/^https?:/u.test(link)),
	);
	t.true(links.length > 80);
	t.deepEqual(
		links.filter(({ page, link }) => isBroken(page, link)),
		[],
	);
});
