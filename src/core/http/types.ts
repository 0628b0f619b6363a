import type { Readable } from 'node:stream';

export type HttpRequest = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** A string is sent as it is, a Readable is streamed. */
	readonly body?: string | Readable;
	/** Milliseconds until the answer's headers must be here. */
	readonly timeoutMs?: number;
	/** Largest answer of a `send`, bytes, where it may be another than the usual 10 MB. */
	readonly answerBytes?: number;
	/** What this call is, for errors and logs, e.g. `GREEN-API sendMessage`: URLs hold secrets and are never shown. */
	readonly label: string;
};

/** An answer whose body was read whole (it is small: JSON of an API). */
export type HttpAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
};

/** An answer whose body is a file; the reader must consume or destroy the stream. */
export type HttpDownload = {
	readonly stream: Readable;
	readonly mimeType: string | undefined;
	/** From Content-Length, bytes. */
	readonly size: number | undefined;
};

/**
 * The only way out. Throws HttpError: `HTTP_UNREACHABLE` (not connected; certain, outage, retry), `HTTP_TIMEOUT` and
 * `HTTP_BROKEN_OFF` (outage, retry; certain only for a GET, which has no effect), `HTTP_ADDRESS_REFUSED` (SSRF policy; dead),
 * `HTTP_REQUEST_INVALID` and `HTTP_ANSWER_TOO_LARGE` (dead), and for downloads `HTTP_DOWNLOAD_REFUSED` (the status is in
 * `status`), `HTTP_FILE_TOO_LARGE` (dead; a FileTooLargeError). A body that is a stream and fails with a BridgeError fails the call with that error.
 * Any HTTP status of `send` is an answer, not an error.
 */
export type HttpClient = {
	send(request: HttpRequest): Promise<HttpAnswer>;
	/** Follows up to five redirects, each checked by the SSRF policy; fails beyond `maxBytes` while streaming. */
	download(request: HttpRequest & { readonly maxBytes: number }): Promise<HttpDownload>;
	close(): Promise<void>;
};
