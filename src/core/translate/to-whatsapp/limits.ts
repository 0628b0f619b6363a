import type { AgentMessage } from '../../rocket-chat/events.js';

/** GREEN-API sendFileByUpload takes 100 MB at most (its page on sending files). */
const LARGEST_FILE = 100 * 1024 * 1024;

/** What a file may have at most, bytes, where the bridge takes `maxFileBytes`. */
export function largestFile(maxFileBytes: number): number {
	return Math.min(maxFileBytes, LARGEST_FILE);
}

/**
 * The files of a message that are known to be too large for WhatsApp, or for the bridge, which takes `maxFileBytes`; a size
 * that nobody tells is no reason to refuse.
 */
export function checkAgentMessage(
	message: AgentMessage,
	maxFileBytes: number,
): readonly { name: string; sizeBytes: number; limitBytes: number }[] {
	const limitBytes = largestFile(maxFileBytes);
	return message.files.flatMap(({ name, sizeBytes }) =>
		sizeBytes === undefined || sizeBytes <= limitBytes ? [] : [{ name, sizeBytes, limitBytes }],
	);
}
