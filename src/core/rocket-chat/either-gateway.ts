import { FileTooLargeError, RocketChatError } from '../domain/errors.js';
import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';
import type { AppGateway } from './app-gateway.js';
import { createChoice } from './choice.js';
import type { Choice, ChoiceDeps } from './choice.js';
import type {
	FileStream,
	RocketChatGateway,
	VisitorRoom,
	VisitorText,
	VisitorUpload,
} from './gateway.js';
import type { RestGateway } from './rest-gateway.js';

/** Bytes: the app holds a file in memory; larger ones, and those of unknown size, are streamed by REST. */
const MOST_APP_BYTES = 16 * 1024 * 1024;
/** Milliseconds by which Rocket.Chat's clock may be behind ours. */
const CLOCKS_DIFFER_MS = 300_000;
/** Milliseconds after which all daemons have heard that the app has stopped, whatever their clocks say. */
const STOPPING_MS = 60_000;
/** Ids that REST gave texts of other rows begin like this: those are somebody's. */
const OWN_IDS = 'wa-';

export type EitherGatewayDeps = ChoiceDeps & {
	readonly rest: RestGateway;
	/** When the workspace's last app stopped, epoch milliseconds; null where none did. */
	readonly appStoppedAt: number | null;
	/** Those of the ids that are the target of a row of the ledger. */
	readonly knownTargets: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
	/** Largest file that `fetchFile` takes, bytes. */
	readonly maxFileBytes: number;
};

/**
 * Both ways into one workspace: the app's where one has announced itself, REST otherwise and in its place (choice.ts says
 * when; docs/adr/0010 why). Make one for each workspace and app, and keep it: it knows what is in doubt.
 */
export function createEitherGateway(deps: EitherGatewayDeps): RocketChatGateway {
	const { rest } = deps;
	const choice = createChoice(deps);

	/** `op` and what it is about, then the same method of either gateway. */
	const either = <T>(
		op: string,
		about: string,
		call: (gateway: RocketChatGateway) => Promise<T>,
	): Promise<T> => choice.run({ op, about, byApp: call, byRest: () => call(rest) });

	return {
		hasVisitor: (token) => either('visitor.find', token, (way) => way.hasVisitor(token)),
		registerVisitor: (visitor) =>
			either('visitor.register', visitor.token, (way) => way.registerVisitor(visitor)),
		openRoom: (room) => either('room.open', room.visitorToken, (way) => way.openRoom(room)),
		closeRoom: (room) => either('room.close', room.roomId, (way) => way.closeRoom(room)),
		postAsVisitor: (room, message) =>
			choice.run({
				op: 'message.post',
				about: message.messageId,
				isInDoubt: message.isInDoubt,
				byApp: (app) =>
					postOwn(deps, message, (messageId) => app.postAsVisitor(room, { ...message, messageId })),
				byRest: () => postByRest(deps, choice, room, message),
			}),
		uploadAsVisitor: (room, file, message) => upload(deps, choice, room, file, message),
		findUploads: (room, name) =>
			either('upload.find', room.roomId, (way) => way.findUploads(room, name)),
		editAsVisitor: (room, message) =>
			either('message.edit', message.messageId, (way) => way.editAsVisitor(room, message)),
		deleteAsVisitor: (room, messageId) =>
			either('message.delete', messageId, (way) => way.deleteAsVisitor(room, messageId)),
		react: (reaction) => either('message.react', reaction.messageId, (way) => way.react(reaction)),
		showReceipt: (receipt) =>
			either('receipt.show', receipt.messageId, (way) => way.showReceipt(receipt)),
		notifyAgent: (notice) =>
			either('agent.notify', notice.messageId, (way) => way.notifyAgent(notice)),
		tellUser: (message) => either('user.tell', message.messageId, (way) => way.tellUser(message)),
		fetchFile: (room, path) => fetchFile(deps, choice, room, path),
		async ping() {
			await rest.ping();
			await choice.probe();
		},
	};
}

/**
 * What the app takes for an earlier post of its own may be what REST posted for another row, with the same text or file
 * name. Then it is asked under another name, of which it knows no earlier try.
 */
async function postOwn(
	{ knownTargets }: EitherGatewayDeps,
	{ messageId, since }: Pick<VisitorText, 'messageId' | 'since'>,
	post: (messageId: RcMessageId) => Promise<RcMessageId>,
): Promise<RcMessageId> {
	const id = await post(messageId);
	if (since === undefined || !(await knownTargets([id])).has(id)) return id;
	return post(asRcMessageId(`${messageId}-2`));
}

/**
 * The app gives a message an id of its own. It may have posted this one when it was asked before and did not answer: then
 * it stands in the room, and no row knows it.
 */
async function postByRest(
	deps: EitherGatewayDeps,
	choice: Choice,
	room: VisitorRoom,
	message: VisitorText,
): Promise<RcMessageId> {
	const { rest, knownTargets } = deps;
	const { messageId, text, since } = message;
	const hasApp = choice.isForApp('message.post');
	if (since === undefined || !(hasApp || since <= lastCallOf(deps)))
		return rest.postAsVisitor(room, message);
	const wanted = { text, since: since - CLOCKS_DIFFER_MS };
	const found = (await rest.findTexts(room, wanted)).filter(
		(id) => id === messageId || !id.startsWith(OWN_IDS),
	);
	const known = await knownTargets(found);
	return found.find((id) => !known.has(id)) ?? rest.postAsVisitor(room, message);
}

/** Until when an app that has stopped may have been asked; before all times where there was none. */
function lastCallOf({ appStoppedAt }: EitherGatewayDeps): number {
	return appStoppedAt === null ? -Infinity : appStoppedAt + STOPPING_MS;
}

/** Whatever happens, the source of the bytes is let go. */
async function upload(
	deps: EitherGatewayDeps,
	choice: Choice,
	room: VisitorRoom,
	file: FileStream,
	message: VisitorUpload,
): Promise<RcMessageId> {
	const isSmall = file.size !== undefined && file.size <= MOST_APP_BYTES;
	const { messageId: about, isInDoubt } = message;
	try {
		return await choice.run({
			op: isSmall ? 'upload.post' : undefined,
			...{ about, isInDoubt },
			byApp: (app) =>
				postOwn(deps, message, (messageId) =>
					uploadByApp(app, choice, room, file, { ...message, messageId }),
				),
			byRest: () => deps.rest.uploadAsVisitor(room, file, message),
		});
	} finally {
		file.stream.destroy();
	}
}

async function uploadByApp(
	app: AppGateway,
	choice: Choice,
	room: VisitorRoom,
	file: FileStream,
	message: VisitorUpload,
): Promise<RcMessageId> {
	const { stream } = file;
	try {
		return await app.tryUpload(room, file, message);
	} catch (error) {
		// That the source broke off says nothing of Rocket.Chat.
		if (stream.errored !== null) throw stream.errored;
		const isSpent = stream.readableDidRead || stream.destroyed;
		if (!isSpent || !(error instanceof RocketChatError) || error.code !== 'ROCKET_CHAT_UNSUPPORTED')
			throw error;
		// Nothing is left for REST: the next try, with the bytes anew, goes there, and so do other files for a while.
		choice.leaveOut('upload.post');
		throw new RocketChatError('The app in Rocket.Chat took the file and could not post it', {
			code: 'ROCKET_CHAT_UPLOAD_RETURNED',
			help: 'Nothing to do: the file is fetched again and goes by REST.',
			disposition: 'retry',
			status: 502,
			cause: error,
		});
	}
}

/**
 * REST first: it streams, whatever the size, where the app reads 8 MB whole. The app reads what Rocket.Chat does not hand
 * out, such as a file of a room that is closed by now.
 */
async function fetchFile(
	{ rest, maxFileBytes }: EitherGatewayDeps,
	choice: Choice,
	room: VisitorRoom,
	path: string,
): Promise<FileStream> {
	try {
		return await rest.fetchFile(room, path);
	} catch (error) {
		const own = /\/file-upload\/[^?#]+/.exec(path)?.[0];
		if (own === undefined || !isWithheld(error) || !choice.isForApp('file.read')) throw error;
		const deed = { op: 'file.read', about: own, byRest: () => Promise.reject(error) };
		const file = await choice
			.run({ ...deed, byApp: (app) => app.fetchFile(room, own) })
			.catch(() => {
				throw error;
			});
		if ((file.size ?? 0) > maxFileBytes) throw tooLarge(file, maxFileBytes);
		return file;
	}
}

function isWithheld(error: unknown): error is RocketChatError {
	return (
		error instanceof RocketChatError &&
		['ROCKET_CHAT_FILE_FORBIDDEN', 'ROCKET_CHAT_FILE_GONE'].includes(error.code)
	);
}

function tooLarge({ size: sizeBytes }: FileStream, limitBytes: number): FileTooLargeError {
	const options = {
		code: 'HTTP_FILE_TOO_LARGE',
		help: 'Send the file in smaller parts or as a link.',
	};
	return new FileTooLargeError('The file is over the limit', options, { limitBytes, sizeBytes });
}
