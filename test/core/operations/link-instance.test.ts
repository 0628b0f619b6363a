import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { runCommand } from '../../../src/core/operations/commands.js';
import { createOperations } from '../../../src/core/operations/operations.js';
import { sealTicket } from '../../../src/core/operations/qr-ticket.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import {
	APP_URL,
	createOffice,
	errorOf,
	ID,
	instanceRow,
	messageOf,
	NOW,
	TOKEN,
} from './surroundings.js';
import type { Office } from './surroundings.js';

const PNG = '89504e470d0a1a0a';
const PICTURES = `${APP_URL}/api/webhook/rocket/qr/`;

/** An instance of the agent that waits for a phone. */
async function withoutPhone(office: Office): Promise<void> {
	await office.connect();
	office.greenApi.instance(ID).setState('notAuthorized');
}

async function ticketOf(office: Office): Promise<string> {
	const { body } = await office.run('link-instance', office.asAgent({ idInstance: ID }));
	return (body as { image: string }).image.slice(PICTURES.length);
}

for (const engine of availableEngines()) {
	test(`${engine}: the owner gets the address of a picture, and learns when the phone is linked`, async (t) => {
		const office = await createOffice(t, engine);
		await withoutPhone(office);
		const waiting = await office.run('link-instance', office.asAgent({ idInstance: ID }));
		t.is(waiting.status, 200);
		const { image, message, ...rest } = waiting.body as Record<string, string>;
		t.deepEqual(rest as object, {
			state: 'notAuthorized',
			isLinked: false,
			expiresAt: NOW + 120_000,
		});
		t.regex(String(message), /^Instance 7103000001 has no phone yet\..*scan this code/);
		t.true(image?.startsWith(PICTURES));
		const ticket = image!.slice(PICTURES.length);
		t.regex(ticket, /^[\w.-]+$/);
		t.false(ticket.includes(ID));
		t.is((await instanceRow(office)).state, 'notAuthorized');
		const one = await office.operations.qrPicture(ticket);
		const other = await office.operations.qrPicture(ticket);
		t.is(one.subarray(0, 8).toString('hex'), PNG);
		t.deepEqual(one, other, 'a code lives for 20 seconds');
		office.greenApi.scan(ID);
		const linked = await office.run('link-instance', office.asAgent({ idInstance: Number(ID) }));
		t.deepEqual(linked.body, {
			message: `Instance ${ID} is connected to WhatsApp (authorized).`,
			state: 'authorized',
			isLinked: true,
		});
		t.is((await instanceRow(office)).state, 'authorized');
		await t.throwsAsync(office.operations.qrPicture(ticket), {
			code: 'linked-already',
		});
	});
}

test('a phone number brings a pairing code instead', async (t) => {
	const office = await createOffice(t);
	await withoutPhone(office);
	for (const phone of ['+49 (151) 1234-5678', '004915112345678', 4_915_112_345_678]) {
		const { status, body } = await office.run(
			'link-instance',
			office.asAgent({ idInstance: ID, phone }),
		);
		t.is(status, 200);
		t.like(body, { code: 'SAND-BOX1', isLinked: false, expiresAt: NOW + 120_000 });
		t.false('image' in body);
		t.regex(messageOf({ status, body }), /type SAND-BOX1 within two minutes/);
	}
	for (const phone of ['77', 'tel', '+49151123456789012', '0151 123456', '1234567@c.us']) {
		const answer = await office.run('link-instance', office.asAgent({ idInstance: ID, phone }));
		t.deepEqual([answer.status, errorOf(answer)], [400, 'bad-phone'], `for ${phone}`);
		t.false(messageOf(answer).includes(phone));
	}
});

test('an instance that starts has no picture yet', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.instance(ID).setState('starting');
	const { body } = await office.run('link-instance', office.asAgent({ idInstance: ID }));
	t.like(body, { state: 'starting', isLinked: false });
	t.deepEqual(Object.keys(body), ['message', 'state', 'isLinked']);
});

test('administrators may, other agents and other workspaces may not', async (t) => {
	const office = await createOffice(t);
	await withoutPhone(office);
	t.is((await office.run('link-instance', office.asAdmin({ idInstance: ID }))).status, 200);
	const bob = office.person('bob', ['livechat-agent']);
	await office.run('register-agent', office.asAgent(bob));
	const byBob = office.asAgent({ email: bob.email, idInstance: ID });
	const refused = await office.run('link-instance', byBob);
	t.deepEqual([refused.status, errorOf(refused)], [403, 'not-allowed']);
	const unknown = await office.run('link-instance', office.asAdmin({ idInstance: '99' }));
	t.deepEqual([unknown.status, errorOf(unknown)], [404, 'instance-not-found']);
});

test('without a public address there is no picture, but a code', async (t) => {
	const office = await createOffice(t);
	await withoutPhone(office);
	const { deps } = office;
	const lost = { ...deps, config: { ...deps.config, appUrl: undefined } };
	const operations = createOperations(lost);
	const request = office.asAgent({ idInstance: ID });
	const picture = await runCommand(operations, 'link-instance', request);
	t.deepEqual([picture.status, errorOf(picture)], [409, 'app-url-missing']);
	const phone = '+4915112345678';
	t.is((await runCommand(operations, 'link-instance', { ...request, phone })).status, 200);
	const moved = { appUrl: 'https://moved.example.org/api/webhook/rocket' };
	await office.run('sync-app-url', office.asAdmin(moved));
	const { body } = await runCommand(operations, 'link-instance', request);
	t.regex(
		(body as { image: string }).image,
		/^https:\/\/moved\.example\.org\/api\/webhook\/rocket\/qr\//,
	);
});

test('a ticket that is forged, foreign or too old opens nothing', async (t) => {
	const office = await createOffice(t);
	await withoutPhone(office);
	const ticket = await ticketOf(office);
	const instance = await instanceRow(office);
	const { tickets } = office.deps;
	const target = { instanceId: asInstanceId(ID), workspaceId: instance.workspaceId };
	const wrong = [
		'',
		'x',
		`${ticket.slice(0, -2)}xx`,
		ticket.split('.').slice(0, 4).join('.'),
		sealTicket(createTokenCipher(Buffer.alloc(32)), { ...target, until: NOW + 1000 }),
		sealTicket(tickets, { ...target, until: NOW }),
		sealTicket(tickets, { ...target, workspaceId: 99, until: NOW + 1000 }),
		sealTicket(tickets, { ...target, instanceId: asInstanceId('1'), until: NOW + 1000 }),
		tickets.seal(TOKEN),
		tickets.seal(JSON.stringify(['file', ID, instance.workspaceId, NOW + 1000])),
	];
	for (const text of wrong)
		await t.throwsAsync(office.operations.qrPicture(text), { code: 'picture-gone' }, `for ${text}`);
});

test('what GREEN-API refuses is said, in the language that was asked for', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.remove(ID);
	const request = { idInstance: ID, language: 'ru' };
	const answer = await office.run('link-instance', office.asAgent(request));
	t.deepEqual([answer.status, errorOf(answer)], [422, 'green-api-refused']);
	t.regex(messageOf(answer), /^Запрос к GREEN-API не удался\..*Сверьте idInstance и apiUrl/);
	t.false(messageOf(answer).includes(TOKEN));
});
