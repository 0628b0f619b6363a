import { createHash } from 'node:crypto';
import { CHUNK_BYTES } from '../storage/file-chunks.js';
import type { FileChunks } from '../storage/file-chunks.js';
import type { KeptFile } from '../ledger/payloads.js';
import { toBridgeFile, typeOfName } from '../translate/to-whatsapp/file.js';
import type { AgentFile } from '../rocket-chat/events.js';
import type { Clock } from '../clock.js';
import { refusal } from './refusals.js';

const MB = 1024 * 1024;

/** A file that an operator has. */
export type OwnFile = {
	/** With extension: it says as what WhatsApp shows it. */
	readonly name: string;
	/** Bytes, where that is known before it is read. */
	readonly size: number | undefined;
	/** What it may have at most, bytes. */
	readonly largest: number;
	readonly content: AsyncIterable<Buffer>;
};

/** The file as the translation of agents' files knows it. */
export function asAgentFile({ name, size }: OwnFile): AgentFile {
	return { name, mimeType: typeOfName(name), sizeBytes: size, path: '', caption: '' };
}

/** Rejects with RefusedError `file-empty` or `file-too-large` where its size is known. */
export function checkFile({ name, size, largest }: OwnFile): void {
	if (size === 0) throw empty(name);
	if (size !== undefined && size > largest) throw tooLarge(name, largest, size);
}

/**
 * Writes a file into the database, piece by piece, each by itself: nobody waits long for it, and one piece is in memory at a
 * time. What is written and gets no row is removed by the next sweep after an hour (see sweepFiles), and at once when this fails.
 * Rejects with RefusedError `file-empty` or `file-too-large`.
 */
export async function keepFile(
	{ chunks, clock }: { readonly chunks: FileChunks; readonly clock: Pick<Clock, 'now'> },
	fileKey: string,
	file: OwnFile,
): Promise<KeptFile> {
	const hash = createHash('sha256');
	let size = 0;
	let count = 0;
	try {
		for await (const bytes of inPieces(file.content)) {
			size += bytes.length;
			if (size > file.largest) throw tooLarge(file.name, file.largest);
			hash.update(bytes);
			await chunks.add(fileKey, count, bytes, clock.now());
			count += 1;
		}
		if (size === 0) throw empty(file.name);
	} catch (error) {
		await chunks.remove(fileKey).catch(() => undefined);
		throw error;
	}
	const { name, mimeType = 'application/octet-stream' } = toBridgeFile(asAgentFile(file));
	return { name, mimeType, size, sha256: hash.digest('hex'), chunks: count };
}

/** The same bytes in pieces of one length, the last one shorter. */
async function* inPieces(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let parts: Buffer[] = [];
	let length = 0;
	for await (const part of content) {
		parts.push(part);
		length += part.length;
		if (length < CHUNK_BYTES) continue;
		const all = Buffer.concat(parts);
		const whole = length - (length % CHUNK_BYTES);
		for (let from = 0; from < whole; from += CHUNK_BYTES)
			yield all.subarray(from, from + CHUNK_BYTES);
		parts = [all.subarray(whole)];
		length -= whole;
	}
	if (length > 0) yield Buffer.concat(parts);
}

function empty(name: string) {
	return refusal({
		code: 'file-empty',
		status: 400,
		message: 'refusal.file-empty',
		help: 'help.file-empty',
		values: { name },
	});
}

/** Sizes in whole megabytes, the file's rounded up: it is never said to be as large as the limit. */
function tooLarge(name: string, largest: number, size?: number) {
	return refusal({
		code: 'file-too-large',
		status: 413,
		message: size === undefined ? 'refusal.file-over-limit' : 'refusal.file-too-large',
		help: 'help.file-too-large',
		values: { name, size: Math.ceil((size ?? 0) / MB), limit: Math.floor(largest / MB) },
	});
}
