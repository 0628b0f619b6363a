/** Which form it is and where its answer belongs: a submitted form names no room by itself. */
export type FormPlace = {
	readonly command: string;
	readonly roomId: string;
	/** '' outside threads. */
	readonly threadId: string;
};

const SEPARATOR = '/';

export function formatViewId({ command, roomId, threadId }: FormPlace): string {
	return [command, roomId, threadId].map(encodeURIComponent).join(SEPARATOR);
}

/** Undefined for the id of a view that is not ours. */
export function parseViewId(id: unknown): FormPlace | undefined {
	if (typeof id !== 'string') return undefined;
	const parts = id.split(SEPARATOR);
	if (parts.length !== 3) return undefined;
	try {
		const [command = '', roomId = '', threadId = ''] = parts.map(decodeURIComponent);
		return { command, roomId, threadId };
	} catch {
		return undefined;
	}
}
