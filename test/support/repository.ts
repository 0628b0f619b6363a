import { join } from 'node:path';

/** The repository's own folder, wherever the tests are started: two levels above `dist/test/support`. */
export const repositoryRoot = join(import.meta.dirname, '..', '..', '..');
