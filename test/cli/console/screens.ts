import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { repositoryRoot } from '../../support/repository.js';

/** Screens that are kept for reading. */
export type Screens = {
	/** Adds a screen under a title; what differs from run to run is made equal. */
	keep(title: string, window: string): void;
	/** Fails the test unless docs/screens/ has these; writes them instead with UPDATE_EXPECTATIONS=1. */
	compare(): void;
};

const RULE = '─'.repeat(80);

/** @param name Of the file in docs/screens/, without its ending. */
export function keepScreens(t: ExecutionContext, name: string): Screens {
	const path = join(repositoryRoot, 'docs', 'screens', `${name}.txt`);
	const parts: string[] = [];
	return {
		keep(title, window) {
			parts.push(`${title}\n${RULE}\n${steady(window)}\n${RULE}\n`);
		},
		compare() {
			const text = parts.join('\n');
			if (process.env['UPDATE_EXPECTATIONS'] === '1') writeFileSync(path, text);
			t.is(
				readFileSync(path, 'utf8'),
				text,
				`the screens of docs/screens/${name}.txt have changed`,
			);
		},
	};
}

/** Ports and moments differ, and neither in its length. */
function steady(window: string): string {
	return window
		.replaceAll(/sqlite:\S+/gu, 'sqlite:/var/lib/greenapi-rc/greenapi-rc.db')
		.replaceAll(/(127\.0\.0\.1:)\d{5}/gu, '$100000')
		.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/gu, '2026-11-24 14:03:11 UTC');
}
