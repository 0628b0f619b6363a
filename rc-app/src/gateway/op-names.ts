/** What the app can do on every engine, and tells the daemon so; `health` needs no mention. */
export const OPS_EVERYWHERE = [
	'visitor.find',
	'visitor.register',
	'room.open',
	'room.close',
	'message.post',
	'upload.post',
	'upload.find',
	'message.edit',
	'message.delete',
	'agent.notify',
	'user.tell',
	'file.read',
] as const;

/** What needs reactions for apps, which early engines don't have. */
export const OPS_WITH_REACTIONS = ['message.react', 'receipt.show'] as const;

export type OpName =
	(typeof OPS_EVERYWHERE)[number] | (typeof OPS_WITH_REACTIONS)[number] | 'health';
