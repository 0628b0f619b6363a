import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import test from 'ava';
import { describeError } from '../../../src/core/logging.js';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import {
	AUTH_TOKEN,
	gatewayTo,
	MESSAGE,
	ROOM,
	startStandIn,
	TOKEN,
	visitorRoom,
} from './stand-in.js';
import type { Sample } from './stand-in.js';

const WORDS = 'words of the customer';
const message = { messageId: MESSAGE, text: WORDS };
const JWT = 'jwt-of-the-file';

const calls: Readonly<Record<string, (gateway: RocketChatGateway) => Promise<unknown>>> = {
	registerVisitor: (gateway) => gateway.registerVisitor({ token: TOKEN, name: WORDS }),
	openRoom: (gateway) => gateway.openRoom({ visitorToken: TOKEN }),
	postAsVisitor: (gateway) => gateway.postAsVisitor(visitorRoom, message),
	uploadAsVisitor: (gateway) =>
		gateway.uploadAsVisitor(
			visitorRoom,
			{ stream: Readable.from([WORDS]), name: WORDS, mimeType: 'text/plain', size: undefined },
			{ messageId: MESSAGE, caption: WORDS },
		),
	findUploads: (gateway) => gateway.findUploads(visitorRoom, WORDS),
	editAsVisitor: (gateway) => gateway.editAsVisitor(visitorRoom, message),
	deleteAsVisitor: (gateway) => gateway.deleteAsVisitor(visitorRoom, MESSAGE),
	notifyAgent: (gateway) => gateway.notifyAgent({ roomId: ROOM, ...message }),
	fetchFile: (gateway) => gateway.fetchFile(visitorRoom, `/file-upload/F/x.pdf?token=${JWT}`),
	fetchForeignFile: (gateway) =>
		gateway.fetchFile(visitorRoom, `https://other.example/file-upload/x.pdf?token=${JWT}`),
};

/** Answers that repeat what was sent, as careless servers do. */
const echo = `${TOKEN} ${AUTH_TOKEN} ${WORDS}`;
const answers: readonly Sample[] = [400, 401, 403, 404, 413, 429, 500].flatMap((status) => [
	{ status, body: { success: false, error: echo, errorType: AUTH_TOKEN } },
	{ status, body: { success: false, error: AUTH_TOKEN, message: echo } },
	{ status, body: { success: false, reason: `${echo} [${TOKEN}]` } },
	{ status, body: `<html>${echo}</html>` },
]);

function everythingIn(error: unknown): string {
	const shown = inspect(error, { depth: 10, showHidden: true });
	return `${shown} ${JSON.stringify(error)} ${JSON.stringify(describeError(error))}`;
}

function routesOf(standIn: { answer(route: string, ...samples: Sample[]): void }, answer: Sample) {
	const api = '/api/v1/livechat';
	for (const route of [
		`POST ${api}/visitor`,
		`GET ${api}/room`,
		`POST ${api}/message`,
		`GET ${api}/message/${MESSAGE}`,
		`PUT ${api}/message/${MESSAGE}`,
		`DELETE ${api}/message/${MESSAGE}`,
		`POST ${api}/upload/${ROOM}`,
		`GET ${api}/messages.history/${ROOM}`,
		'POST /api/v1/chat.sendMessage',
		'GET /api/v1/chat.getMessage',
		'GET /file-upload/F/x.pdf',
	]) {
		standIn.answer(route, answer);
	}
}

for (const [name, call] of Object.entries(calls)) {
	test(`No error of ${name} shows a token or a customer's words`, async (t) => {
		const standIn = await startStandIn(t);
		const gateways = [gatewayTo(t, standIn.url), gatewayTo(t, 'http://127.0.0.1:1')];
		for (const answer of answers) {
			routesOf(standIn, answer);
			for (const gateway of gateways) {
				const error: unknown = await call(gateway).then(
					() => undefined,
					(thrown: unknown) => thrown,
				);
				t.true(error instanceof Error, `${answer.status}`);
				const shown = everythingIn(error);
				for (const secret of [TOKEN, AUTH_TOKEN, WORDS, JWT]) t.false(shown.includes(secret));
			}
		}
	});
}
