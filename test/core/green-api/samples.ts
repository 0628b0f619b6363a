import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGreenApiWebhook } from '../../../src/core/green-api/webhook.js';
import type { GreenApiWebhook, WhatsAppMessage } from '../../../src/core/green-api/events.js';
import { repositoryRoot } from '../../support/repository.js';

const folder = join(repositoryRoot, 'test', 'fixtures', 'green-api');

/** The names of all recorded webhooks, without `.json`. */
export const sampleNames: readonly string[] = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.slice(0, -'.json'.length));

/** A recorded webhook, or with `api-responses/` before the name an answer of the API. */
export function readSample(name: string): unknown {
	return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

/** When the samples without a time of their own count as received. */
export const RECEIVED_AT = 1_795_356_000_000;

/** A recorded webhook, parsed. */
export function parseSample(name: string): GreenApiWebhook {
	const webhook = parseGreenApiWebhook(readSample(name), RECEIVED_AT);
	if (webhook === undefined) throw new TypeError(`${name} is no JSON object`);
	return webhook;
}

/** A recorded webhook that is a message. */
export function messageSample(name: string): WhatsAppMessage {
	const { event } = parseSample(name);
	if (event.kind !== 'message') throw new TypeError(`${name} is no message`);
	return event;
}
