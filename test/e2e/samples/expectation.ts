import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../support/repository.js';

const folder = join(repositoryRoot, 'test', 'fixtures', 'expected');

/** Set it to write the expectations anew from what the bridge does now; then read the difference, line by line. */
export const isUpdating = process.env['UPDATE_EXPECTATIONS'] === '1';

/** What is expected of a sample, by title; '' where there is no such file or section. */
export function readExpectation(name: string): (title: string) => string {
	const path = pathOf(name);
	const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
	const sections = text.split(/^## /m).slice(1);
	return (title) => {
		const section = sections.find((one) => one.startsWith(`${title}\n`)) ?? '';
		return section.slice(title.length).trim();
	};
}

/** Writes what a sample gives, a section for each title. */
export function writeExpectation(name: string, sections: ReadonlyMap<string, string>): void {
	mkdirSync(folder, { recursive: true });
	const body = [...sections].map(([title, text]) => `## ${title}\n\n${text}\n`).join('\n');
	writeFileSync(pathOf(name), `# ${name}\n\n${body}`);
}

/** The samples that have an expectation, in order. */
export function expectationNames(): readonly string[] {
	return readdirSync(folder)
		.map((name) => name.slice(0, -'.md'.length))
		.toSorted();
}

function pathOf(name: string): string {
	return join(folder, `${name}.md`);
}
