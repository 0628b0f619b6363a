import type { LivechatAgent } from '../../../../core/rocket-chat/administration.js';
import { RefusedError } from '../../../../core/domain/errors.js';
import { oneLine } from '../../../shown.js';
import { whileWaiting } from '../../../waiting.js';
import { withSetup } from '../../../with-setup.js';
import { confirm, refuse, text, untilRight } from '../asking.js';
import type { Credentials } from '../answers.js';
import type { Found, Guide, Step } from '../step.js';
import { accessOf } from '../step.js';
import type { WORDS } from '../words.js';

/** Those who answer customers. Nobody but themselves can make their tokens: an administrator registers only himself. */
export const agents: Step = {
	name: 'agents',
	isDone: ({ agentCount }) => agentCount > 0,
	missing: ({ agentCount }, { adminIsAgent, agents: named }) =>
		agentCount > 0 || adminIsAgent === true || named.length > 0
			? []
			: ['--admin-is-agent | --agent-id --agent-token-file'],
	async run(guide) {
		const { say, answers, ask, found } = guide;
		const before = (await guide.state()).agentCount;
		for (const agent of answers.agents) await register(guide, agent);
		if (answers.adminIsAgent === true) await registerSelf(guide);
		const isAnswered = answers.adminIsAgent === true || answers.agents.length > 0;
		if (ask !== undefined && before === 0 && !isAnswered) await askForAgents(guide);
		const { agentCount: count } = await guide.state();
		if (count === 0)
			throw refuse({
				code: 'agent-needed',
				message: say('agents.none'),
				help: say('agents.noneHelp'),
			});
		await adviseOnline(guide);
		found.facts['agents'] = count;
		return { summary: say('agents.done', { count }), wasDone: count === before };
	},
};

/** Registers somebody by the id and token of their own; without effect on one who is registered. */
async function register(guide: Guide, { userId, token }: Credentials): Promise<void> {
	const { io, say, tell } = guide;
	const { url } = accessOf(guide);
	try {
		const work = withSetup(io, async ({ operations, operator }) => {
			const actor = { ...(await operator(url)), language: io.language() };
			return operations.registerAgent(actor, { rocketChatId: userId, rocketChatToken: token });
		});
		const { email } = await whileWaiting(io, say('daemon.asking', { url }), work);
		tell(say('agents.registered', { email: oneLine(email) }));
	} catch (error) {
		const isThere = error instanceof RefusedError && error.code === 'already-registered';
		if (!isThere) throw error;
	}
}

async function registerSelf(guide: Guide): Promise<void> {
	const { found } = guide;
	const { access, report } = found as Required<Pick<Found, 'access' | 'report'>>;
	if (!report.isAgent) await guide.asAdmin((admin) => admin.addLivechatAgent(report.self.username));
	await register(guide, access);
}

async function askForAgents(guide: Guide): Promise<void> {
	const { say, tell, found } = guide;
	const { report } = found as Required<Pick<Found, 'report'>>;
	const user = oneLine(report.self.username);
	tell(say('agents.help'));
	const message = say('agents.self', { user });
	if (await confirm(guide, { flag: '--admin-is-agent', given: undefined, message }))
		await registerSelf(guide);
	// Whose token is wrong may have been chosen by mistake: the list stands before each attempt.
	while (await untilRight(guide, () => registerOther(guide)));
}

/** False when nobody else is to be registered. */
async function registerOther(guide: Guide): Promise<boolean> {
	const agent = await chooseAgent(guide);
	if (agent === undefined) return false;
	const message = guide.say('agents.token', { user: oneLine(agent.username) });
	const flag = '--agent-token-file';
	const token = await text(guide, { flag, given: undefined, message, isSecret: true });
	await register(guide, { userId: agent.userId, token });
	return true;
}

/** One of the livechat agents who are not registered yet; undefined when there is none, or it shall be none. */
async function chooseAgent(guide: Guide): Promise<LivechatAgent | undefined> {
	const { say, ask, io } = guide;
	const all = await guide.asAdmin((admin) => admin.listLivechatAgents());
	const { workspace } = await guide.state();
	const known = await withSetup(io, async ({ database: { stores } }) =>
		stores.agents.list(workspace?.id ?? 0),
	);
	const open = all.filter(({ userId }) => known.every((agent) => agent.userId !== userId));
	if (open.length === 0 || ask === undefined) return undefined;
	const names = open.map((agent) => nameOf(guide, agent));
	const nobody = say('agents.nobody');
	const chosen = await ask.choose(say('agents.who'), [nobody, ...names]);
	return open[names.indexOf(chosen)];
}

function nameOf({ say }: Guide, { username, name, status }: LivechatAgent): string {
	const key = STATUS[status];
	return oneLine(`${username} (${name}, ${key === undefined ? status : say(key)})`);
}

const STATUS: Readonly<Record<string, keyof typeof WORDS>> = {
	online: 'agents.online',
	away: 'agents.away',
	busy: 'agents.busy',
	offline: 'agents.notOnline',
};

async function adviseOnline(guide: Guide): Promise<void> {
	const { say, tell, found } = guide;
	const all = await guide.asAdmin((admin) => admin.listLivechatAgents());
	const isAnybodyThere = all.some((agent) => agent.isAvailable && agent.status !== 'offline');
	if (!isAnybodyThere && found.report?.opensRoomsForNobody !== true) tell(say('agents.offline'));
}
