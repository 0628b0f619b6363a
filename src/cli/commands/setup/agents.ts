import { chooseOperator } from '../../choose-operator.js';
import { openForm } from '../../form.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { wordsOf } from '../../words.js';
import { printJson } from '../../answer.js';
import { WAITING_WORDS } from './waiting-words.js';
import { credentialQuestions } from './credentials.js';
import type { CredentialOptions } from './credentials.js';

export type AgentOptions = CredentialOptions & {
	readonly workspace?: string;
	readonly email?: string;
	readonly json?: true;
};

/** `greenapi-rc register-agent` and `greenapi-rc update-token`: the workspace itself says whose the token is. */
export async function agentCommand(
	io: Io,
	command: 'registerAgent' | 'updateToken',
	options: AgentOptions,
): Promise<void> {
	const form = await openForm(io, credentialQuestions(io, options, 'agent'));
	await withSetup(io, async (setup) => {
		const operator = await chooseOperator(io, setup, options.workspace);
		const { userId: rocketChatId, token: rocketChatToken } = await form.fill();
		const input = { rocketChatId, rocketChatToken, email: options.email };
		const work = setup.operations[command](operator, input);
		const { email, message } = await whileWaiting(
			io,
			wordsOf(io, WAITING_WORDS)('rocketChat'),
			work,
		);
		const workspace = operator.workspace?.url;
		if (options.json) printJson(io, { workspace, email });
		else shownLines(message).forEach(io.out);
	});
}
