import test from 'ava';
import fc from 'fast-check';
import { RefusedError } from '../../../../src/core/domain/errors.js';
import type { JsonObject } from '../../../../src/core/domain/json.js';
import type { BridgeMessage } from '../../../../src/core/domain/message.js';
import { parseAgentMessage } from '../../../../src/core/rocket-chat/webhook.js';
import { translateToWhatsApp } from '../../../../src/core/translate/to-whatsapp/index.js';

const FIELDS = [
	...['_id', 'msg', 'u', 'ts', 'editedAt', 'agentId', 'attachments', 'file', 'files', 'fileUpload'],
	...['username', 'name', 'title', 'value', 'link', 'title_link', 'image_url', 'imageUrl', 'type'],
	...['video_url', 'audio_url', 'description', 'image_size', 'size', 'message_link', 'mimeType'],
	...['publicFilePath', '_unmappedProperties_', 'image_type', 'timestampLink', '__proto__'],
];

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
	json: fc.oneof(
		{ maxDepth: 5 },
		fc.jsonValue({ maxDepth: 1 }),
		fc.constantFrom(
			...['', 'm1', '**a**', '[ ](https://chat.example/live/r?msg=abc) hi', '/file-upload/F/a.pdf'],
			...['/ufs/x:y/%E0%A4%A', 'https://media.example/a.gif', '2026-03-01T10:00:00Z', '<t:1:R>'],
			...['x'.repeat(20_001), '`'.repeat(999), 1e300, -1, null, true],
		),
		fc.array(tie('json'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom(...FIELDS), tie('json'), { maxKeys: 7 }),
	),
}));

const attachment = fc.dictionary(fc.constantFrom(...FIELDS), json, { maxKeys: 8 });
const likely = fc.record(
	{ _id: fc.constant('m1'), msg: json, attachments: fc.array(attachment, { maxLength: 3 }) },
	{ requiredKeys: ['_id'], noNullPrototype: true },
);
const payloads = fc
	.tuple(fc.dictionary(fc.constantFrom(...FIELDS), json, { maxKeys: 10 }), fc.option(likely))
	.map(([payload, fields]): JsonObject => ({ ...payload, ...fields }));

test('Whatever an agent’s message holds, it is sent in parts that WhatsApp takes, or refused', (t) => {
	let sent = 0;
	fc.assert(
		fc.property(payloads, fc.string({ maxLength: 10 }), (payload, signature) => {
			const parts = partsOf(payload, signature);
			sent += parts?.length ?? 0;
			for (const { text, file } of parts ?? []) {
				t.true(file === undefined ? text.trim() !== '' : file.name !== '');
				t.true(text.length <= (file === undefined ? 20_000 : 1_024));
				t.notRegex(`${text} ${file?.name ?? ''}`, /\[object Object\]/u);
			}
		}),
		{ numRuns: 2000 },
	);
	t.true(sent > 100);
});

/** Undefined where the payload is refused, which is only for want of an id. */
function partsOf(payload: JsonObject, signature: string): readonly BridgeMessage[] | undefined {
	try {
		return translateToWhatsApp(parseAgentMessage(payload), { signature });
	} catch (error) {
		if (error instanceof RefusedError && typeof payload['_id'] !== 'string') return undefined;
		if (error instanceof RefusedError && payload['_id'] === '') return undefined;
		throw error;
	}
}
