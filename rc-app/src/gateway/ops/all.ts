import type { AppUser } from '../../app-user';
import type { Marks } from '../../marks';
import type { Notices } from '../../notices';
import type { Outbox } from '../../outbox/outbox';
import type { Reactions } from '../../reactions';
import type { Op } from '../call';
import type { OpName } from '../op-names';
import type { Posted } from '../posted';
import type { VisitorMessages } from '../visitor-messages';
import { createDeleteMessage, createEditMessage, createReact } from './changes';
import { readFile } from './files';
import { createPostMessage } from './messages';
import { createNotifyAgent, createTellUser } from './notices';
import { createShowReceipt } from './receipts';
import { closeRoom, openRoom } from './rooms';
import { createFindUploads, createPostUpload } from './uploads';
import { findVisitor, registerVisitor } from './visitors';

/** Everything that the daemon can ask of the app. */
export function createOps(parts: {
	version: string;
	appUser: AppUser;
	marks: Marks;
	notices: Notices;
	outbox: Outbox;
	posted: Posted;
	reactions: Reactions;
	visitorMessages: VisitorMessages;
}): Readonly<Record<OpName, Op>> {
	const { version, appUser, marks, notices, outbox, posted, reactions, visitorMessages } = parts;
	return {
		health: async (_call, { read }) => ({ version, waiting: await outbox.count(read) }),
		'visitor.find': findVisitor,
		'visitor.register': registerVisitor,
		'room.open': openRoom,
		'room.close': closeRoom,
		'message.post': createPostMessage(posted, visitorMessages),
		'upload.post': createPostUpload(posted, visitorMessages, appUser),
		'upload.find': createFindUploads(visitorMessages),
		'message.edit': createEditMessage(appUser),
		'message.delete': createDeleteMessage(appUser),
		'message.react': createReact(reactions),
		'agent.notify': createNotifyAgent(posted, notices),
		'user.tell': createTellUser(posted, notices, appUser),
		'receipt.show': createShowReceipt(marks),
		'file.read': readFile,
	};
}
