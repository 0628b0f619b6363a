import { join } from 'node:path';
import { createRequire } from 'node:module';
import test from 'ava';
import { build } from 'esbuild';
import fc from 'fast-check';
import { createSealing } from '../../../src/core/rocket-chat/app-sealing.js';
import { checkSignature } from '../../../src/core/rocket-chat/webhook-signature.js';
import { repositoryRoot } from '../../support/repository.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** The app's own half (rc-app/src/signing.ts), compiled as it is in the package. */
type Signing = {
	isSigned(key: string, call: Record<string, string>): boolean;
	unseal(key: string, sealed: string): string;
	newKey(): string;
	signCall(token: string, timestamp: number, body: string): string;
};

async function appSigning(t: Parameters<typeof temporaryFolder>[0]): Promise<Signing> {
	const outfile = join(await temporaryFolder(t), 'signing.cjs');
	const entryPoints = [join(repositoryRoot, 'rc-app/src/signing.ts')];
	await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs' });
	return createRequire(import.meta.url)(outfile) as Signing;
}

test('The app opens what the bridge seals, and knows the signature', async (t) => {
	const { isSigned, unseal, newKey } = await appSigning(t);
	const key = newKey();
	const sealing = createSealing(key);
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, timestamp) => {
			const { headers, body } = sealing.seal({ op: 'message.post', text }, timestamp);
			const { sealed } = JSON.parse(body) as { sealed: string };
			const call = {
				timestamp: headers['X-Greenapi-Timestamp']!,
				nonce: headers['X-Greenapi-Nonce']!,
				signature: headers['X-Greenapi-Signature']!,
				sealed,
			};
			t.deepEqual(JSON.parse(unseal(key, sealed)), { op: 'message.post', text });
			t.true(isSigned(key, call));
			t.false(isSigned(newKey(), call));
			t.false(isSigned(key, { ...call, timestamp: String(timestamp + 1) }));
			t.false(isSigned(key, { ...call, nonce: call.nonce.replace(/^./u, 'x') }));
			t.false(isSigned(key, { ...call, sealed: `A${sealed}` }));
		}),
		{ numRuns: 50 },
	);
});

test('The bridge knows the signature of the app', async (t) => {
	const { signCall } = await appSigning(t);
	fc.assert(
		fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (token, text) => {
			const now = 1_790_000_000_000;
			const signature = signCall(token, now, text);
			const headers = { timestamp: String(now), signature };
			const body = Buffer.from(text);
			t.is(checkSignature(headers, { token, body, now }), 'right');
			t.is(checkSignature(headers, { token, body, now: now + 300_001 }), 'stale');
			t.is(checkSignature(headers, { token, body, now: now - 300_001 }), 'stale');
			t.is(checkSignature(headers, { token: `${token}x`, body, now }), 'wrong');
			t.is(checkSignature(headers, { token, body: Buffer.from(`${text}x`), now }), 'wrong');
		}),
		{ numRuns: 50 },
	);
});

test('Half a signature is a wrong one, and none is none', (t) => {
	const call = { token: 'a', body: Buffer.from('{}'), now: 1 };
	t.is(checkSignature({ timestamp: undefined, signature: undefined }, call), 'none');
	t.is(checkSignature({ timestamp: '1', signature: undefined }, call), 'wrong');
	t.is(checkSignature({ timestamp: undefined, signature: 'v1=00' }, call), 'wrong');
	t.is(checkSignature({ timestamp: '1', signature: '' }, call), 'wrong');
});
