import { RefusedError } from '../core/domain/errors.js';

/** 401 for a webhook of GREEN-API whose token we don't know. */
export function unknownInstanceToken(): RefusedError {
	return new RefusedError(
		'The Authorization header holds no token of an instance of this bridge.',
		{
			code: 'wrong-token',
			help: 'Send /greenapi.sync-app-url in Rocket.Chat: it gives GREEN-API the right address and token again.',
			status: 401,
		},
	);
}

/** 401 for a webhook of Rocket.Chat whose token we don't know. */
export function unknownWorkspaceToken(): RefusedError {
	return new RefusedError(
		'The X-Rocketchat-Livechat-Token header holds no webhook token of a registered workspace.',
		{
			code: 'wrong-token',
			help: 'Put the webhookToken that register-workspace answered into the settings; a lost one is replaced by registering again with "rotate": true.',
			status: 401,
		},
	);
}

/** 401 for a call whose signature was not made with the workspace's webhook token, or of another body. */
export function wrongSignature(): RefusedError {
	return new RefusedError('The signature does not belong to this body, this time and this token.', {
		code: 'wrong-signature',
		help: 'Put the webhookToken that register-workspace answered into the settings of the app; a proxy must not change bodies.',
		status: 401,
	});
}

/** 401 for a signature that is right and not of this time. */
export function staleSignature(): RefusedError {
	return new RefusedError('The signature is more than five minutes off.', {
		code: 'stale-signature',
		help: 'Sign again with the time in "now"; better, set the clocks of both machines right.',
		status: 401,
	});
}

/** 404 for a ticket that opens no file: used, withdrawn, older than a minute, or another daemon's. */
export function noFile(): RefusedError {
	return new RefusedError('This ticket opens no file.', {
		code: 'no-file',
		help: 'Nothing to do: the bridge posts the file another way.',
		status: 404,
	});
}

/** 413; `limit` is in bytes. */
export function bodyTooLarge(limit: number): RefusedError {
	const size = limit < 1_000_000 ? `${limit / 1000} KB` : `${limit / 1_000_000} MB`;
	return new RefusedError(`The body is larger than ${size}.`, {
		code: 'body-too-large',
		help: 'Send a smaller one: files belong behind a link, not into the body.',
		status: 413,
	});
}

/** 400 for a body of no bytes. */
export function emptyBody(): RefusedError {
	return new RefusedError('The body is empty.', {
		code: 'empty-body',
		help: 'Send a JSON object.',
		status: 400,
	});
}

/** 400 for a body that can't be read. What it held is left out: it is the customer's. */
export function noJson(): RefusedError {
	return new RefusedError('The body is no JSON, or it ended too early.', {
		code: 'no-json',
		help: 'Send one JSON object in UTF-8.',
		status: 400,
	});
}

/** 415 for a charset or compression that we can't read. */
export function unreadableEncoding(): RefusedError {
	return new RefusedError('The body has a charset or a compression that is not understood here.', {
		code: 'unsupported-encoding',
		help: 'Send JSON in UTF-8, plain or compressed with gzip.',
		status: 415,
	});
}

/** 404 for a path that is none of ours. */
export function unknownPath(): RefusedError {
	return new RefusedError('There is nothing at this path.', {
		code: 'unknown-path',
		help: 'GREEN-API calls /api/webhook/green-api, Rocket.Chat calls /api/webhook/rocket.',
		status: 404,
	});
}

/** 405; the Allow header names the same methods. */
export function wrongMethod(allowed: string): RefusedError {
	return new RefusedError('This path does not answer to that method.', {
		code: 'wrong-method',
		help: `Use ${allowed}.`,
		status: 405,
	});
}

/** 429. */
export function tooManyRequests(reason: string, seconds: number): RefusedError {
	return new RefusedError(reason, {
		code: 'too-many-requests',
		help: `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
		status: 429,
	});
}
