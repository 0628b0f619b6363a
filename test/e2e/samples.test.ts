import type { ExecutionContext } from 'ava';
import test from 'ava';
import { asInstanceId, asRoomId } from '../../src/core/domain/ids.js';
import type { JsonObject } from '../../src/core/domain/json.js';
import { openDatabase } from '../../src/core/storage/database.js';
import type { Database } from '../../src/core/storage/database.js';
import { createTokenCipher } from '../../src/core/storage/token-cipher.js';
import { sampleNames } from '../core/green-api/samples.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import {
	expectationNames,
	isUpdating,
	readExpectation,
	writeExpectation,
} from './samples/expectation.js';
import { transcriptOf } from './samples/transcript.js';
import { sampleBody, variantsOf } from './samples/variants.js';
import type { Variant } from './samples/variants.js';

/** A sample in one of its variants, on an instance of its own. */
type Case = { readonly name: string; readonly variant: Variant; readonly idInstance: string };

const FIRST_INSTANCE = 1_101_000_100;

const cases: readonly Case[] = sampleNames
	.flatMap((name) => variantsOf(name).map((variant) => ({ name, variant })))
	.map((one, index) => ({ ...one, idInstance: String(FIRST_INSTANCE + index) }));

for (const engine of availableEngines()) {
	test(`${engine}: every recorded webhook is shown to the agent as its expectation says`, async (t) => {
		t.timeout(170_000);
		const { world, database, fileUrl } = await prepare(t, engine);
		await inTurns(cases, 8, (one) => play(world, fileUrl, one));
		await settled(database);
		const seen = new Map<string, Map<string, string>>();
		for (const { name, variant, idInstance } of cases) {
			const transcript = transcriptOf(
				world.stage,
				await visitorsOf(database, idInstance),
				idInstance,
			);
			const { title } = variant;
			const expected = isUpdating ? transcript : readExpectation(name)(title);
			t.is(transcript, expected, `${name}, ${title.toLowerCase()}`);
			seen.set(name, (seen.get(name) ?? new Map<string, string>()).set(title, transcript));
		}
		if (isUpdating) for (const [name, sections] of seen) writeExpectation(name, sections);
		t.deepEqual([...seen.keys()].toSorted(), expectationNames());
	});
}

async function prepare(t: ExecutionContext, engine: Engine) {
	const { url } = await createTestDatabase(t, engine);
	const env = { PARK_SECONDS: '1', STATE_POLL_SECONDS: '0' };
	const world = await startWorld(t, { databaseUrl: url, env });
	const { stage, daemonUrl } = world;
	await stage.command(daemonUrl, 'set-preference', { name: 'groups', value: 'all' });
	await inTurns(cases, 8, async ({ idInstance, variant }) => {
		const { apiToken } = stage.greenApi.addInstance({ idInstance });
		const order = { idInstance, apiTokenInstance: apiToken };
		await stage.command(daemonUrl, 'create-instance', order);
		const value = variant.language;
		const preference = { name: 'language', value, idInstance };
		await stage.command(daemonUrl, 'set-preference', preference);
	});
	const database = openDatabase(url, createTokenCipher(Buffer.alloc(32)));
	t.teardown(() => database.close());
	return { world, database, fileUrl: await serveFile(world) };
}

/** Nothing outside of this machine is asked: all links of the samples lead to one file of the stand-in. */
async function serveFile({ stage: { greenApi } }: World): Promise<string> {
	const { apiToken } = greenApi.addInstance({ idInstance: FIRST_INSTANCE - 1 });
	const chatId = '79001112233@c.us';
	const file = { name: 'file.bin', mimeType: 'application/octet-stream', size: 1000 };
	const idMessage = greenApi.customerWrites(FIRST_INSTANCE - 1, { chatId, file });
	const path = `waInstance${FIRST_INSTANCE - 1}/downloadFile/${apiToken}`;
	const headers = { 'content-type': 'application/json' };
	const body = JSON.stringify({ chatId, idMessage });
	const answer = await fetch(`${greenApi.url}/${path}`, { method: 'POST', headers, body });
	return String(((await answer.json()) as JsonObject)['downloadUrl']);
}

async function play(world: World, fileUrl: string, { name, variant, idInstance }: Case) {
	const body = withFile(sampleBody(name), fileUrl);
	if (variant.before !== undefined) await post(world, idInstance, variant.before);
	if (!variant.needsAnswer) return post(world, idInstance, body);
	const { chatId, idMessage } = await answer(world, idInstance);
	return post(world, idInstance, { ...body, chatId, idMessage });
}

/** A customer asks and the agent answers: the answer's id at GREEN-API. */
async function answer({ stage }: World, idInstance: string) {
	const { greenApi, rocketChat, agent } = stage;
	const chatId = '79001112233@c.us';
	const name = `Asker ${idInstance}`;
	greenApi.customerWrites(idInstance, { chatId, name, text: 'Are you there?' });
	const room = await waitFor(() => rocketChat.rooms.find((one) => one.visitorName === name));
	await waitFor(() => rocketChat.messages(room.rid).some(({ from }) => from === 'visitor'));
	rocketChat.agentSays(asRoomId(room.rid), { username: agent, text: 'Yes, I am.' });
	const [sent] = await waitFor(() => {
		const all = greenApi.instance(idInstance).sent;
		return all.length > 0 ? all : undefined;
	});
	return { chatId, idMessage: sent!.idMessage };
}

function withFile(body: JsonObject, fileUrl: string): JsonObject {
	const text = JSON.stringify(body, (key, value: unknown) =>
		key === 'downloadUrl' && typeof value === 'string' && value.startsWith('http')
			? fileUrl
			: value,
	);
	return JSON.parse(text) as JsonObject;
}

async function post({ stage, daemonUrl }: World, idInstance: string, body: JsonObject) {
	const { settings } = stage.greenApi.instance(idInstance);
	const authorization = `Bearer ${String(settings['webhookUrlToken'])}`;
	const instanceData = { ...(body['instanceData'] as object), idInstance: Number(idInstance) };
	const response = await fetch(`${daemonUrl}/api/webhook/green-api`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization },
		body: JSON.stringify({ ...body, instanceData }),
	});
	if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
}

/** Everything is delivered, and nothing waits for an earlier message any more. */
async function settled({ stores }: Database): Promise<void> {
	await waitFor(
		async () => {
			const counts = await stores.messages.countUnsettled();
			const isPending = counts.some(({ state }) => state === 'pending');
			return !isPending && (await stores.messages.listParked(1)).length === 0;
		},
		{ timeoutMs: 90_000, everyMs: 200, label: 'all samples to be shown' },
	);
}

async function visitorsOf({ stores }: Database, idInstance: string): Promise<readonly string[]> {
	const chats = await stores.chats.listOfInstance(asInstanceId(idInstance));
	return chats.map(({ visitorToken }) => visitorToken);
}

async function inTurns<T>(all: readonly T[], width: number, run: (one: T) => Promise<unknown>) {
	const rest = [...all];
	const work = async (): Promise<void> => {
		for (let one = rest.shift(); one !== undefined; one = rest.shift()) await run(one);
	};
	await Promise.all(Array.from({ length: width }, work));
}
