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

export function createTokenCipher(key: Buffer): TokenCipher {
	const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
	return {
		seal(token) {
			const iv = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', key, iv, TAG);
			const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
			return [
				'v1',
				keyId,
				...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
			].join('.');
		},
		open(text) {
			const [version, sealedWith, iv = '', tag = '', sealed = ''] = text.split('.');
			if (version !== 'v1' || sealedWith !== keyId) throw wrongKey();
			try {
				const vector = Buffer.from(iv, 'base64url');
				const decipher = createDecipheriv('aes-256-gcm', key, vector, TAG);
				decipher.setAuthTag(Buffer.from(tag, 'base64url'));
				return Buffer.concat([
					decipher.update(Buffer.from(sealed, 'base64url')),
					decipher.final(),
				]).toString('utf8');
			} catch (error) {
				throw wrongKey(error);
			}
		},
	};
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
