import { readInstanceId } from '../../../core/operations/instance-input.js';
import { chooseOperator } from '../../choose-operator.js';
import { openForm } from '../../form.js';
import type { Io } from '../../io.js';
import { shownLines } from '../../shown.js';
import { whileWaiting } from '../../waiting.js';
import { withSetup } from '../../with-setup.js';
import { printJson } from '../../answer.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';
import { WAITING_WORDS } from './waiting-words.js';

const WORDS = {
	id: [
		'idInstance, from https://console.green-api.com',
		'idInstance, из https://console.green-api.com',
	],
} as const satisfies Words;

export type CreateInstanceOptions = {
	readonly tokenFile?: string;
	readonly apiUrl?: string;
	readonly mediaUrl?: string;
	/** E-mail address of the agent who shall own it. */
	readonly owner?: string;
	readonly workspace?: string;
	readonly json?: true;
};

/** `greenapi-rc create-instance`: connects a GREEN-API instance, or puts the settings of one right that is connected. */
export async function createInstanceCommand(
	io: Io,
	id: string | undefined,
	options: CreateInstanceOptions,
): Promise<void> {
	const form = await openForm(io, {
		idInstance: {
			flag: '<idInstance>',
			message: wordsOf(io, WORDS)('id'),
			given: id,
			check: readInstanceId,
		},
		token: {
			flag: '--token-file',
			message: 'apiTokenInstance',
			given: options.tokenFile,
			isSecret: true,
		},
	});
	await withSetup(io, async (setup) => {
		const operator = await chooseOperator(io, setup, options.workspace);
		const { idInstance, token } = await form.fill();
		const work = setup.operations.createInstance(operator, {
			idInstance,
			apiTokenInstance: token,
			apiUrl: options.apiUrl,
			mediaUrl: options.mediaUrl,
			ownerEmail: options.owner,
		});
		const created = await whileWaiting(io, wordsOf(io, WAITING_WORDS)('greenApi'), work);
		const { id: instance, state, isLinked, isRepaired, takenFrom = null, message } = created;
		const place = { workspace: operator.workspace?.url, instance };
		if (options.json) printJson(io, { ...place, state, isLinked, isRepaired, takenFrom });
		else shownLines(message).forEach(io.out);
	});
}
