import type { Stage } from '../../../src/sandbox/stage.js';
import type { MessageView } from '../../../src/sandbox/rocket-chat/types.js';

/**
 * What people in Rocket.Chat see of an instance, as text: one block a message, with who it is from; ids and addresses that
 * differ from run to run are replaced.
 */
export function transcriptOf(
	{ rocketChat, greenApi }: Stage,
	visitorTokens: readonly string[],
	idInstance: string,
): string {
	const rooms = rocketChat.rooms.filter(({ visitorToken }) => visitorTokens.includes(visitorToken));
	const blocks = rooms.flatMap(({ rid, visitorName }) => [
		`Room of ${visitorName}:`,
		...rocketChat
			.messages(rid)
			.filter(({ t }) => t === undefined)
			.map((message) => shown(message, visitorName)),
	]);
	const text = blocks.length === 0 ? 'Nothing is shown.' : blocks.join('\n\n');
	return neutral(text, [rocketChat.url, greenApi.url], idInstance);
}

function shown(message: MessageView, visitorName: string): string {
	const author = message.from === 'visitor' ? visitorName : `(${message.from} ${message.username})`;
	const edited = message.editedAt === undefined ? '' : ' [edited]';
	const files = message.files.map(({ name, type }) => `[file ${name}, ${type}]`);
	const lines = [...files, message.description ?? '', message.text].filter((line) => line !== '');
	return `${author}${edited}\n${indented(lines.join('\n'))}`;
}

function indented(text: string): string {
	return text
		.split('\n')
		.map((line) => `    ${line}`.trimEnd())
		.join('\n');
}

function neutral(text: string, addresses: readonly string[], idInstance: string): string {
	const plain = addresses.reduce(
		(result, address, index) =>
			result.replaceAll(address, ['https://chat.example.org', 'https://files.example.org'][index]!),
		text,
	);
	return plain
		.replaceAll(idInstance, '1101000001')
		.replace(/\/live\/\w+\?msg=[\w-]+/g, '/live/<room>?msg=<message>');
}
