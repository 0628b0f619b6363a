import type { Express } from 'express';
import { answerJson, SandboxError } from '../answers.js';
import { asObject, asOptionalText, asText, type WireObject } from '../read.js';
import type { ReadJson } from '../stand-in.js';
import type { Desk } from './desk.js';
import type { MessageView } from './types.js';

/**
 * Controls for curl: `POST /sandbox/agent` with `{rid?, username?, text?, quote?, file?: {name, mimeType?, text}}` lets
 * an agent write (default: the first open room, and who serves it), `POST /sandbox/close` with `{rid?}` closes a room,
 * `GET /sandbox/state` tells what there is.
 */
export function addControls(app: Express, readJson: ReadJson, desk: Desk): void {
	app.get('/sandbox/state', (_request, response) => {
		answerJson(response, 200, describe(desk));
	});
	app.post('/sandbox/agent', async (request, response) => {
		const body = asObject(await readJson(request));
		const { rid, servedBy } = chosenRoom(desk, body);
		const username = asOptionalText(body['username']) ?? servedBy;
		if (username === undefined) {
			throw new SandboxError('Nobody serves that room', 'Say who writes: "username".');
		}
		const messageId = desk.agentSays(rid, { username, ...written(body) });
		answerJson(response, 200, { rid, messageId });
	});
	app.post('/sandbox/close', async (request, response) => {
		const { rid } = chosenRoom(desk, asObject(await readJson(request)));
		desk.closeRoom(rid);
		answerJson(response, 200, { rid });
	});
}

function chosenRoom(desk: Desk, body: WireObject): NonNullable<ReturnType<Desk['room']>> {
	const rid = asOptionalText(body['rid']);
	const room = rid === undefined ? desk.rooms.find(({ isOpen }) => isOpen) : desk.room(rid);
	if (room !== undefined) return room;
	throw new SandboxError('There is no such room', 'Let a customer write first.');
}

function written(body: WireObject): Omit<Parameters<Desk['agentSays']>[1], 'username'> {
	const file = asObject(body['file']);
	const quote = asOptionalText(body['quote']);
	const mimeType = asOptionalText(file['mimeType']) ?? 'text/plain';
	return {
		text: asText(body['text']),
		...(quote === undefined ? {} : { quote }),
		...(body['file'] === undefined
			? {}
			: { files: [{ name: asText(file['name']), mimeType, bytes: asText(file['text']) }] }),
	};
}

function describe(desk: Desk): WireObject {
	return {
		rooms: desk.rooms.map((room) => ({
			...room,
			messages: desk
				.messages(room.rid)
				.slice(-50)
				.map((message) => asLine(message, room.visitorName)),
		})),
	};
}

function asLine(message: MessageView, visitorName: string): string {
	if (message.t !== undefined) return `(${message.t}) ${message.text}`.trim();
	const files = message.files.map(({ name }) => `[${name}] `).join('');
	const edited = message.editedAt === undefined ? '' : ' (edited)';
	const description = message.description ?? '';
	const who = message.from === 'visitor' ? visitorName : message.username;
	return `${who}: ${files}${message.text}${description}${edited}`;
}
