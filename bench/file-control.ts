import type { Stage } from '../src/sandbox/stage.js';
import { contentOf } from '../src/sandbox/content.js';
import type { Direction, FileContents, FileWay } from './types.js';

/** What people do with files on the stage, and what arrived. Names tell the files apart. */
export type FileControl = {
	/** A customer, or the agent, sends so many bytes that nobody holds in memory; answers with what must arrive. */
	send(direction: Direction, name: string, bytes: number): FileContents;
	/** What arrived under that name on the other side; undefined when nothing did. */
	find(direction: Direction, name: string): FileContents | undefined;
	/** The calls that bring a file across, for a program that knows nothing else. */
	wayOf(direction: Direction, name: string): Promise<FileWay>;
	/** A visitor and a room, without a daemon. */
	openRoom(): Promise<void>;
};

const CHAT = '79001112233@c.us';
const VISITOR = 'bare-visitor';
const MIME_TYPE = 'application/octet-stream';

/** Works on the stage's one number, and on the first room of its workspace. */
export function createFileControl(stage: Stage): FileControl {
	const { greenApi, rocketChat, idInstance, apiToken, agent } = stage;
	const method = (name: string): string =>
		`${greenApi.url}/waInstance${idInstance}/${name}/${apiToken}`;
	const room = () => {
		const [first] = rocketChat.rooms;
		if (first === undefined) throw new Error('There is no room yet: let a customer write first.');
		return first;
	};
	const shown = (name: string) =>
		rocketChat.rooms
			.flatMap(({ rid }) => rocketChat.messages(rid))
			.find(({ file }) => file?.name === name)?.file;

	async function wayIn(name: string): Promise<FileWay> {
		const { downloadUrl } = await post<{ downloadUrl: string }>(method('downloadFile'), {
			...{ chatId: CHAT, idMessage: name },
		});
		const { rid, visitorToken } = room();
		return {
			...{ name, source: downloadUrl, fields: {} },
			target: `${rocketChat.url}/api/v1/livechat/upload/${rid}`,
			headers: { 'x-visitor-token': visitorToken },
		};
	}

	function wayOut(name: string): FileWay {
		const { rid, visitorToken } = room();
		const visitor = new URLSearchParams({
			...{ rc_room_type: 'l', rc_rid: rid, rc_token: visitorToken },
		});
		return {
			...{ name, source: `${rocketChat.url}${shown(name)?.path ?? ''}?${visitor.toString()}` },
			target: method('sendFileByUpload'),
			...{ headers: {}, fields: { chatId: CHAT, fileName: name } },
		};
	}

	return {
		send(direction, name, size) {
			const file = { name, mimeType: MIME_TYPE, size };
			if (direction === 'inbound')
				greenApi.customerWrites(idInstance, { chatId: CHAT, idMessage: name, file });
			else rocketChat.agentSays(room().rid, { username: agent, files: [file] });
			return { size, sha256: contentOf({ size }).sha256 };
		},
		find(direction, name) {
			const sent = greenApi.instance(idInstance).sent.find(({ fileName }) => fileName === name);
			const { size, sha256 } = (direction === 'inbound' ? shown(name) : sent) ?? {};
			return size === undefined || sha256 === undefined ? undefined : { size, sha256 };
		},
		wayOf: async (direction, name) => (direction === 'inbound' ? wayIn(name) : wayOut(name)),
		async openRoom() {
			const visitor = { token: VISITOR, name: 'Mary' };
			await post(`${rocketChat.url}/api/v1/livechat/visitor`, { visitor });
			await fetch(`${rocketChat.url}/api/v1/livechat/room?token=${VISITOR}`);
		},
	};
}

async function post<T>(url: string, body: object): Promise<T> {
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	return (await answer.json()) as T;
}
