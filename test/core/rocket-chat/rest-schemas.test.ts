import { Readable } from 'node:stream';
import { Ajv } from 'ajv';
import type { AnySchemaObject } from 'ajv';
import test from 'ava';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import {
	fixture,
	gatewayTo,
	MESSAGE,
	ROOM,
	sample,
	startStandIn,
	TOKEN,
	visitorRoom,
} from './stand-in.js';
import type { SeenRequest } from './stand-in.js';

const schemas = fixture('rest-schemas.json') as Record<string, AnySchemaObject>;
const message = { messageId: MESSAGE, text: 'Thank you!' };

const calls: Readonly<Record<string, (gateway: RocketChatGateway) => Promise<unknown>>> = {
	'GET livechat/room': (gateway) =>
		gateway.openRoom({ visitorToken: TOKEN, agentUserId: 'uJ8nF4cLq2HtPzWx6' }),
	'POST livechat/message': (gateway) => gateway.postAsVisitor(visitorRoom, message),
	'PUT livechat/message/:_id': (gateway) => gateway.editAsVisitor(visitorRoom, message),
	'DELETE livechat/message/:_id': (gateway) => gateway.deleteAsVisitor(visitorRoom, MESSAGE),
};

function sentIn({ method, query, text }: SeenRequest): unknown {
	return method === 'GET' ? query : (JSON.parse(text) as unknown);
}

for (const [route, call] of Object.entries(calls)) {
	test(`${route} sends what Rocket.Chat's own schema accepts`, async (t) => {
		const standIn = await startStandIn(t);
		standIn.answer('GET /api/v1/livechat/room', sample('room.new'));
		standIn.answer('POST /api/v1/livechat/message', sample('message'));
		standIn.answer(`PUT /api/v1/livechat/message/${MESSAGE}`, sample('message.edited'));
		standIn.answer(`DELETE /api/v1/livechat/message/${MESSAGE}`, sample('message.deleted'));
		await call(gatewayTo(t, standIn.url));
		const validate = new Ajv({ allErrors: true }).compile(schemas[route]!);
		t.true(validate(sentIn(standIn.seen[0]!)), `errors: ${JSON.stringify(validate.errors)}`);
	});
}

test('The schemas refuse what Rocket.Chat would refuse', (t) => {
	const validate = new Ajv().compile(schemas['POST livechat/message']!);
	t.false(validate({ token: TOKEN, rid: ROOM, msg: 'x', alias: 'Mary' }));
	t.false(validate({ rid: ROOM, msg: 'x' }));
});

test('A visitor is registered with the keys that Rocket.Chat checks by hand', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer('POST /api/v1/livechat/visitor', sample('visitor'));
	await gatewayTo(t, standIn.url).registerVisitor({ token: TOKEN, name: 'Mary Smith' });
	const { visitor } = fixture('requests/POST-livechat-visitor.json') as { visitor: object };
	const sent = JSON.parse(standIn.seen[0]!.text) as { visitor: object };
	t.deepEqual(Object.keys(sent), ['visitor']);
	t.true(Object.keys(sent.visitor).every((key) => key in visitor));
});

test('An upload has no form field that Rocket.Chat 6 and 7 refuse', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(`POST /api/v1/livechat/upload/${ROOM}`, sample('upload'));
	const stream = Readable.from([Buffer.from('bytes')]);
	const file = { stream, name: 'a.txt', mimeType: 'text/plain', size: 5 };
	await gatewayTo(t, standIn.url).uploadAsVisitor(visitorRoom, file, {
		messageId: MESSAGE,
		caption: 'caption',
	});
	const names = [...standIn.seen[0]!.text.matchAll(/ name="(\w+)"/g)].map((match) => match[1]);
	t.deepEqual(names, ['description', 'file']);
});
