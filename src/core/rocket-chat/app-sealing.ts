import { createCipheriv, createHmac, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 16;
const NONCE_BYTES = 16;

/** A call as it goes over the wire (docs/protocol.md, "The gateway"). */
export type SealedCall = {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

/**
 * Seals and signs calls to the app with the key that it announced: Rocket.Chat writes calls of an app's endpoints into the
 * app's log, where customers' words have no place. The two keys are derived once.
 */
export type Sealing = {
	/** @param timestamp The app's time, epoch milliseconds. Each call gets a nonce of its own. */
	seal(call: object, timestamp: number): SealedCall;
};

export function createSealing(key: string): Sealing {
	const signKey = hmac(key, 'greenapi-rc sign v1');
	const sealKey = hmac(key, 'greenapi-rc seal v1');
	return {
		seal(call, timestamp) {
			const iv = randomBytes(IV_BYTES);
			const cipher = createCipheriv('aes-256-cbc', sealKey, iv);
			const text = JSON.stringify(call);
			const bytes = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
			const sealed = bytes.toString('base64');
			const nonce = randomBytes(NONCE_BYTES).toString('hex');
			const signed = hmac(signKey, `${VERSION}:${timestamp}:${nonce}:${sealed}`);
			return {
				headers: {
					'Content-Type': 'application/json',
					'X-Greenapi-Timestamp': String(timestamp),
					'X-Greenapi-Nonce': nonce,
					'X-Greenapi-Signature': `${VERSION}=${signed.toString('hex')}`,
				},
				body: JSON.stringify({ sealed }),
			};
		},
	};
}

function hmac(key: string | Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}
