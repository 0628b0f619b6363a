import { pipeline } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { answerText } from '../answers.js';
import type { ServedFile } from './types.js';

/** The files that a stand-in of GREEN-API gives out, by address. */
export type ServedFiles = {
	/** Answers with the path of the file's address. */
	add(file: ServedFile): string;
	/** Answers a request for such a path: 404 when unknown, 410 when the bytes were not kept. */
	answer(path: string, response: ServerResponse): void;
};

/** Starts without files. */
export function createServedFiles(): ServedFiles {
	const files = new Map<string, ServedFile>();

	function answer(path: string, response: ServerResponse): void {
		const file = files.get(path.split('/')[2] ?? '');
		if (file === undefined) {
			answerText(response, 404, 'Not Found');
			return;
		}
		const bytes = file.content.open();
		if (bytes === undefined) {
			answerText(response, 410, 'Only the digest of this upload was kept');
			return;
		}
		const length = file.isChunked ? {} : { 'Content-Length': file.content.size };
		response.writeHead(200, { 'Content-Type': file.mimeType, ...length });
		// A reader who goes away ends the pipeline with an error that concerns nobody.
		pipeline(bytes, response, () => undefined);
	}

	return {
		add(file) {
			const id = String(files.size + 1);
			files.set(id, file);
			return `/files/${id}/${encodeURIComponent(file.name)}`;
		},
		answer,
	};
}
