import test from 'ava';
import { faultsOf, openDoctorWorld } from './doctor-world.js';
import type { DoctorWorld, Printed } from './doctor-world.js';
import { PLANTED_FAULTS } from './faults.js';

let world: DoctorWorld;

test.before('a world without faults', async () => {
	world = await openDoctorWorld();
});

test.after.always('the world ends', async () => {
	await world.close();
});

for (const { name, plant, finds, advises, args = [], isInChild } of PLANTED_FAULTS) {
	test.serial(`doctor finds: ${name}`, async (t) => {
		const { env, undo } = await plant(world);
		try {
			const run = isInChild === true ? world.doctor : world.doctorHere;
			const { code, stdout, stderr } = await run(t, ['--json', ...args], env);
			t.is(code, 7, `stderr: ${stderr}`);
			t.regex(stderr, /checks-failed/u);
			t.notRegex(stdout + stderr, /geheim|secret words/u);
			const printed = JSON.parse(stdout) as Printed;
			t.deepEqual(faultsOf(printed), finds);
			const [first] = finds;
			const found = printed.checks.find(({ id, fault }) => `${id}/${fault ?? ''}` === first);
			t.regex(found?.advice ?? '', advises);
			t.notRegex(`${found?.found ?? ''} ${found?.advice ?? ''}`, /\{\w+\}|undefined/u);
		} finally {
			await undo?.();
		}
	});
}
