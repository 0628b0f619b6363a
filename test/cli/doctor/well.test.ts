import test from 'ava';
import { startProgram } from '../../support/child.js';
import { availableEngines } from '../../support/databases.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { faultsOf, openDoctorWorld } from './doctor-world.js';
import type { Printed } from './doctor-world.js';

for (const engine of availableEngines()) {
	test(`doctor is silent when all is well (${engine})`, async (t) => {
		const world = await openDoctorWorld(engine);
		t.teardown(() => world.close());
		const { code, stdout, stderr } = await world.doctor(t, ['--strict']);
		t.deepEqual([code, stdout], [0, ''], `stderr: ${stderr}`);
		t.regex(stderr, /^All is well: \d+ checks passed, \d+ did not apply\.$/u);
		const quiet = await world.doctor(t, ['-q']);
		t.deepEqual([quiet.code, quiet.stdout, quiet.stderr], [0, '', '']);
		const russian = await world.doctor(t, ['--only', 'config'], { LANG: 'ru_RU.UTF-8' });
		t.regex(russian.stderr, /^Всё в порядке/u);

		const json = await world.doctor(t, ['--json']);
		const printed = JSON.parse(json.stdout) as Printed;
		t.deepEqual([json.code, printed.version, faultsOf(printed)], [0, 1, []]);
		const ids = printed.checks.map(({ id }) => id);
		for (const id of ['app-url-probe', 'workspace-way', 'instance-webhooks', 'ledger-parked'])
			t.true(ids.includes(id), `no ${id}`);

		const verbose = await world.doctor(t, ['--verbose', '--instance', '1101000001']);
		t.regex(verbose.stdout, /^ok {2}app-url-probe {2}http/mu);
		t.regex(verbose.stdout, /^ok {2}agent-token {2}jane@example\.org$/mu);
	});
}

for (const only of ['ledger', 'instances', 'workspaces']) {
	test(`doctor --only ${only} is not well where there is no database`, async (t) => {
		const cwd = await temporaryFolder(t);
		const { code, stdout } = await startProgram(t, ['doctor', '--only', only], { cwd }).exited;
		t.is(code, 7);
		t.regex(stdout, /^failed {2}database-reachable /mu);
	});
}
