import { readInstanceId } from '../../../../core/operations/instance-input.js';
import { isLinked } from '../../../../core/operations/instance-texts.js';
import type { Operator } from '../../../../core/operations/actors.js';
import { createPhrasebook } from '../../../../core/texts/phrasebook.js';
import { oneLine } from '../../../shown.js';
import { whileWaiting } from '../../../waiting.js';
import { withSetup } from '../../../with-setup.js';
import { linkInstance } from '../../instances/link-flow.js';
import { refuse, text, untilRight } from '../asking.js';
import type { Guide, Step } from '../step.js';
import { accessOf, flagsOf } from '../step.js';

/** A GREEN-API instance with the settings it needs, and a phone that is linked to it. */
export const instance: Step = {
	name: 'instance',
	isDone: (state) => state.instance !== undefined && isLinked(state.instance.state),
	missing: (state, { idInstance, instanceToken }) =>
		state.instance === undefined
			? flagsOf({ '--id-instance': idInstance, '--instance-token-file': instanceToken })
			: [],
	async run(guide) {
		const { say, found } = guide;
		const before = (await guide.state()).instance;
		const created = await untilRight(guide, (tries) => connect(guide, tries));
		const phone = created.isLinked ? '' : await link(guide, created);
		const { id } = created;
		const shown = phone === '' ? await phoneOf(guide) : phone;
		Object.assign(found.facts, { instance: id, state: 'authorized' });
		const summary =
			shown === ''
				? say('instance.doneUnnamed', { instance: id })
				: say('instance.done', { instance: id, phone: `+${shown}` });
		return { summary, wasDone: before !== undefined && created.isLinked };
	},
};

type Connected = { readonly id: string; readonly state: string; readonly isLinked: boolean };

/** Connects it, or puts the settings right of one that is connected. */
async function connect(guide: Guide, tries: number): Promise<Connected> {
	const { io, say, tell, answers, ask } = guide;
	const state = await guide.state();
	const known = state.instance;
	const given = <T>(value: T | undefined): T | undefined => (tries === 0 ? value : undefined);
	if (known === undefined && ask !== undefined && given(answers.instanceToken) === undefined)
		tell(say('instance.help'));
	const idInstance = await text(guide, {
		flag: '--id-instance',
		given: known?.id ?? given(answers.idInstance),
		message: 'idInstance',
		check: readInstanceId,
	});
	const token = await text(guide, {
		flag: '--instance-token-file',
		given: given(answers.instanceToken ?? known?.apiToken),
		message: 'apiTokenInstance',
		isSecret: true,
	});
	const { url } = accessOf(guide);
	const work = withSetup(io, async ({ operations, operator, database: { stores } }) => {
		const actor = speaking(guide, await operator(url));
		const agents = await stores.agents.list(actor.workspace?.id ?? 0);
		const owner = agents.find(({ id }) => id === known?.agentId) ?? agents[0];
		return operations.createInstance(actor, {
			...{ idInstance, apiTokenInstance: token },
			...{ apiUrl: answers.apiUrl, mediaUrl: answers.mediaUrl },
			ownerEmail: known?.agentId === null ? undefined : owner?.email,
		});
	});
	const created = await whileWaiting(io, say('instance.asking'), work);
	// That a code has to be scanned is said beside the code.
	const sayCore = createPhrasebook().say(io.language());
	if (created.state !== 'notAuthorized') tell(`  ${oneLine(created.message)}`);
	else if (created.takenFrom !== undefined)
		tell(`! ${sayCore('command.taken-from', { host: created.takenFrom })}`);
	return created;
}

function speaking({ io }: Guide, operator: Operator): Operator {
	return { ...operator, language: io.language() };
}

/** Answers the phone's number, '' when it is not known. */
async function link(guide: Guide, { id, state }: Connected): Promise<string> {
	const { io, say, answers, ask } = guide;
	const { phone, linkTimeout } = answers;
	if (ask === undefined && phone === undefined)
		throw refuse({
			code: 'instance-not-linked',
			message: say('instance.notLinked', { instance: id, state }),
			help: say('instance.notLinkedHelp', { instance: id }),
		});
	const { url } = accessOf(guide);
	const timeoutMs = linkTimeout === undefined ? undefined : linkTimeout * 1000;
	const linked = await withSetup(io, async (setup) => {
		const actor = speaking(guide, await setup.operator(url));
		// With --json standard output is for the one object at the end.
		const there = answers.json === true ? { ...io, out: io.err } : io;
		return linkInstance(there, setup, { actor, idInstance: id }, { phone, timeoutMs });
	});
	return linked.phone;
}

async function phoneOf(guide: Guide): Promise<string> {
	const { instance: row } = await guide.state();
	return /^\d+/u.exec(row?.wid ?? '')?.[0] ?? '';
}
