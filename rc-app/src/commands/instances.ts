import { refused } from '../answers/answer';
import type { Answer } from '../answers/answer';
import { askDaemon, messageOf, rolesOf } from '../answers/ask-daemon';
import type { Turn } from '../answers/turn';
import { digitsOf } from '../forms/checks';
import type { Values } from '../forms/fields';
import { inOrder, nothing, valuesOf } from './command';
import type { Command } from './command';
import { linkAnswer } from './link';
import { askAndShow } from './tokens';
import { within } from './within';

/** A form must open within five seconds after the command; a list that takes longer is left out. */
const LIST_MS = 2500;

export const createInstance: Command = {
	name: 'create-instance',
	fields: [
		{ name: 'idInstance' },
		{ name: 'apiTokenInstance' },
		{ name: 'apiUrl', isOptional: true },
		{ name: 'mediaUrl', isOptional: true },
		{ name: 'pairingPhone', isOptional: true },
	],
	form: { name: 'create-instance', start: () => ({}) },
	isBetterAsForm: true,
	parse: inOrder(['idInstance', 'apiTokenInstance', 'apiUrl', 'mediaUrl'], 2),
	run: create,
};

export const linkInstance: Command = {
	name: 'link-instance',
	fields: [{ name: 'idInstance' }, { name: 'pairingPhone', isOptional: true }],
	form: { name: 'link-instance', start: ownInstances },
	parse(typed) {
		const [, idInstance, pairingPhone = ''] = /^(\S+)(?:\s+(.+))?$/s.exec(typed) ?? [];
		return idInstance === undefined ? undefined : { idInstance, pairingPhone };
	},
	run: (turn, { idInstance = '', pairingPhone = '' }) =>
		linkAnswer(turn, { idInstance, phone: digitsOf(pairingPhone) }),
};

export const removeInstance: Command = {
	name: 'remove-instance',
	fields: [{ name: 'idInstance' }],
	form: { name: 'remove-instance', start: ownInstances },
	parse: inOrder(['idInstance'], 1),
	run: (turn, { idInstance }) => askAndShow(turn, 'remove-instance', { idInstance }),
};

export const listInstances: Command = {
	name: 'list-instances',
	fields: [],
	parse: nothing,
	run: (turn) => askAndShow(turn, 'list-instances', {}),
};

async function create(turn: Turn, values: Values): Promise<Answer> {
	const { idInstance = '', apiTokenInstance, apiUrl, mediaUrl, pairingPhone = '' } = values;
	const fields = {
		idInstance,
		apiTokenInstance,
		...valuesOf([
			['apiUrl', apiUrl],
			['mediaUrl', mediaUrl],
		]),
	};
	const reply = await askDaemon(turn, 'create-instance', fields);
	if (!reply.isDone) return refused(reply.text);
	const text = messageOf(reply.body) || turn.say('answer_done');
	if (reply.body['isLinked'] !== false) return { text };
	const link = await linkAnswer(turn, { idInstance, phone: digitsOf(pairingPhone) });
	// The instance is there, whatever became of the code.
	return { ...link, isRefused: false, text: `${text}\n\n${link.text}` };
}

/** Shows which instances there are above the field for one, where the person may see them. */
async function ownInstances(turn: Turn): Promise<{ intro?: string }> {
	const list = rolesOf(turn).includes('admin') ? 'list-instances' : 'status';
	const reply = await within(LIST_MS, askDaemon(turn, list, {}));
	return reply?.isDone === true ? { intro: messageOf(reply.body) } : {};
}
