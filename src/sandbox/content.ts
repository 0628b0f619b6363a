import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** The bytes of a file. */
export type FileContent = {
	readonly size: number;
	/** Hex digits. */
	readonly sha256: string;
	/** Undefined when the bytes were not kept (uploads above 1 MB). */
	open(): Readable | undefined;
};

/** What is known of an upload. `kept`: all of it up to 1 MB, else the first 64 KB. */
export type UploadedContent = FileContent & { readonly kept: Buffer };

/** Bytes as they are, or that many made up on the fly (always the same ones for the same size). */
export type ContentSource = { readonly bytes: Uint8Array | string } | { readonly size: number };

const BLOCK = 65_536;
const KEPT_WHOLE = 1_000_000;

/** Content from bytes, or of a size; generated content is never held in memory. */
export function contentOf(source: ContentSource): FileContent {
	if ('size' in source) return generatedContent(source.size);
	const bytes = Buffer.from(source.bytes as string);
	return {
		size: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		open: () => Readable.from([bytes], { objectMode: false }),
	};
}

/** Takes the bytes of an upload: small ones are kept, of large ones only size, digest and the first 64 KB. */
export function createContentSink(): {
	write(chunk: Buffer): void;
	finish(): UploadedContent;
} {
	const digest = createHash('sha256');
	let kept: Buffer[] = [];
	let keptSize = 0;
	let size = 0;

	return {
		write(chunk) {
			digest.update(chunk);
			size += chunk.length;
			if (size <= KEPT_WHOLE || keptSize < BLOCK) {
				// A copy: the chunk may be a view of a larger buffer that would stay alive with it.
				kept.push(Buffer.from(chunk));
				keptSize += chunk.length;
			} else if (kept.length > 1) {
				kept = [Buffer.from(Buffer.concat(kept).subarray(0, BLOCK))];
			}
		},
		finish() {
			const bytes = Buffer.concat(kept);
			return {
				size,
				sha256: digest.digest('hex'),
				kept: bytes,
				open: () =>
					bytes.length === size ? Readable.from([bytes], { objectMode: false }) : undefined,
			};
		},
	};
}

function generatedContent(size: number): FileContent {
	let sha256: string | undefined;
	return {
		size,
		get sha256() {
			sha256 ??= digestOfGenerated(size);
			return sha256;
		},
		open: () => Readable.from(generatedChunks(size), { objectMode: false }),
	};
}

function* generatedChunks(size: number): Generator<Buffer> {
	const pattern = generatedBlock();
	for (let at = 0; at < size; at += BLOCK) {
		const block = Buffer.from(pattern);
		block.writeUInt32BE(at / BLOCK);
		yield block.subarray(0, Math.min(size - at, BLOCK));
	}
}

function digestOfGenerated(size: number): string {
	const digest = createHash('sha256');
	for (const chunk of generatedChunks(size)) digest.update(chunk);
	return digest.digest('hex');
}

/** Bytes without a pattern; each block begins with its number: a piece lost, doubled or out of order changes the digest. */
function generatedBlock(): Buffer {
	const block = Buffer.alloc(BLOCK);
	let state = 2_463_534_242;
	for (let index = 0; index < BLOCK; index += 1) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		block[index] = state & 0xff;
	}
	return block;
}
