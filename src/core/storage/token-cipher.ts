import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { StorageError } from '../domain/errors.js';

/** Encrypts tokens at rest: AES-256-GCM, `v1.<key id>.<iv>.<tag>.<ciphertext>`, the key id so that keys can be rotated. */
export type TokenCipher = {
	seal(token: string): string;
	/** Throws StorageError `STORAGE_KEY_WRONG` when it was sealed with another key or was changed. */
	open(sealed: string): string;
};

/** Seals of full length only: a short one can be guessed. */
const TAG = { authTagLength: 16 };

/**
 * `reread` answers the keys as they are now, the one to seal with first: after a rotation another process opens what was sealed with
 * the new key without a restart.
 */
export function createTokenCipher(
	key: Buffer,
	reread: () => readonly Buffer[] = () => [key],
): TokenCipher {
	const known = new Map([[keyIdOf(key), key]]);
	const learn = (): Buffer => {
		const keys = reread();
		for (const one of keys) known.set(keyIdOf(one), one);
		return keys[0] ?? key;
	};
	return {
		seal: (token) => sealWith(learn(), token),
		open(text) {
			const [version, keyId = ''] = text.split('.', 2);
			if (version !== 'v1') throw wrongKey();
			if (!known.has(keyId)) learn();
			const found = known.get(keyId);
			if (found === undefined) throw wrongKey();
			return openWith(found, text);
		},
	};
}

/** Names a key without telling it: what is sealed says with which. */
export function keyIdOf(key: Buffer): string {
	return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** With which key a text was sealed. */
export function sealedWith(text: string): string {
	return text.split('.', 2)[1] ?? '';
}

function sealWith(key: Buffer, token: string): string {
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', key, iv, TAG);
	const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
	const parts = [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'));
	return ['v1', keyIdOf(key), ...parts].join('.');
}

function openWith(key: Buffer, text: string): string {
	const [, , iv = '', tag = '', sealed = ''] = text.split('.');
	try {
		const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), TAG);
		decipher.setAuthTag(Buffer.from(tag, 'base64url'));
		const parts = [decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()];
		return Buffer.concat(parts).toString('utf8');
	} catch (error) {
		throw wrongKey(error);
	}
}

/** A cipher for one purpose: what it seals, no other opens, and who has it learns nothing of the key. */
export function createPurposeCipher(key: Buffer, purpose: string): TokenCipher {
	return createTokenCipher(createHmac('sha256', key).update(purpose).digest());
}

function wrongKey(cause?: unknown): StorageError {
	return new StorageError('A stored token was encrypted with another key than the one in use.', {
		code: 'STORAGE_KEY_WRONG',
		help: 'Put back the SECRET_KEY (or <DATA_DIR>/secret.key) that this database was used with.',
		cause,
	});
}

/** For tokens that are only ever compared: sha256 as hex. */
export function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** A new secret: 256 random bits, safe in a header and in a URL. */
export function newToken(): string {
	return randomBytes(32).toString('base64url');
}
