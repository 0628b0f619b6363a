import { randomBytes } from 'node:crypto';

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
let pool = Buffer.alloc(0);
let used = 0;

/** An id like Meteor's: 17 letters and digits. */
export function meteorId(): string {
	if (used + 17 > pool.length) {
		pool = randomBytes(17 * 200);
		used = 0;
	}
	let id = '';
	for (const byte of pool.subarray(used, used + 17)) id += LETTERS[byte % LETTERS.length] ?? '2';
	used += 17;
	return id;
}

/** An id like MongoDB's: 24 hex digits. */
export function mongoId(): string {
	return randomBytes(12).toString('hex');
}
