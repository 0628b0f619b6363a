import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { fields } from '../src/core/config/fields.js';
import { repositoryRoot } from './support/repository.js';

const read = (...path: string[]) => readFileSync(join(repositoryRoot, 'deploy', ...path), 'utf8');

/** The value of a setting that the unit file makes once. */
function unitSetting(name: string): string | undefined {
	return new RegExp(`^${name}=(.*)$`, 'mu').exec(read('systemd', 'greenapi-rc.service'))?.[1];
}

test('the example of the environment names every setting and no other', (t) => {
	const named = [...read('greenapi-rc.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gmu)];
	const known = Object.values(fields).map((field) => field.env);
	t.deepEqual(named.map((match) => match[1] ?? '').sort(), known.sort());
});

test('the unit gives a stopping daemon longer than its drain takes', (t) => {
	const drain = fields.drainMs.fallback({ cwd: '/', stateFolder: undefined }, '/');
	t.true(Number(unitSetting('TimeoutStopSec')) * 1000 > Number(drain));
});

test('the unit lets V8 run what it compiles', (t) => {
	t.is(unitSetting('MemoryDenyWriteExecute'), undefined);
	t.is(unitSetting('ExecStart'), '/usr/bin/env greenapi-rc daemon');
});
