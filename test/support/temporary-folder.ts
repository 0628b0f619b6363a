import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** An empty folder of the test's own, readable for this user alone; removed with its contents when the test ends. */
export async function temporaryFolder(t: ExecutionContext): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), 'greenapi-rc-test-'));
	t.teardown(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
	return path;
}
