import type { WireObject } from '../read.js';
import type { RocketChatSample, RoomOccasion } from './types.js';

const iso = (at: number): string => new Date(at).toISOString();

/** The envelope as Rocket.Chat's Omnichannel webhook writes it (apps/meteor/app/livechat/server/lib, 6.8). */
function roomBody(
	type: string,
	messages: (occasion: RoomOccasion) => readonly WireObject[] = () => [],
): RocketChatSample['make'] {
	return (occasion) => {
		const { roomId, name, at, visitorToken, agent } = occasion;
		return {
			_id: roomId,
			...{ label: name, topic: '', createdAt: iso(at), lastMessageAt: iso(at) },
			...{ tags: [], customFields: {} },
			visitor: { _id: 'sample', token: visitorToken, name, username: 'guest', customFields: {} },
			agent: { _id: agent.userId, username: agent.username, name: agent.username },
			type,
			messages: messages(occasion),
		};
	};
}

function written({ messageId, roomId, agent, at }: RoomOccasion, fields: WireObject): WireObject {
	return {
		u: { _id: agent.userId, username: agent.username, name: agent.username },
		...{ _id: messageId, username: agent.username, ts: iso(at), rid: roomId },
		...{ agentId: agent.userId, _updatedAt: iso(at), ...fields },
	};
}

/** `fileUrl` is the path of the file in the workspace. */
function fileFields({ fileUrl, text }: RoomOccasion): WireObject {
	const name = decodeURIComponent(fileUrl.split('/').at(-1) ?? 'file');
	return {
		msg: '',
		file: { _id: fileUrl.split('/').at(-2) ?? '', name },
		attachments: [
			{
				type: 'file',
				title: name,
				title_link: fileUrl,
				title_link_download: true,
				description: text,
			},
		],
	};
}

/** Calls of Rocket.Chat's Omnichannel webhook that can be played. */
export const ROCKET_CHAT_SAMPLES: readonly RocketChatSample[] = [
	{
		kind: 'agent-text',
		meaning: ['an agent wrote; it is sent to the number', 'оператор написал; уходит на этот номер'],
		make: roomBody('Message', (occasion) => [written(occasion, { msg: occasion.text })]),
	},
	{
		kind: 'agent-file',
		meaning: [
			'an agent sent a file; it is sent to the number',
			'оператор отправил файл; уходит на этот номер',
		],
		hasFile: true,
		make: roomBody('Message', (occasion) => [written(occasion, fileFields(occasion))]),
	},
	{
		kind: 'agent-edit',
		meaning: ['an agent changed a text', 'оператор изменил текст'],
		about: 'agent',
		make: roomBody('Message', (occasion) => [
			{
				...written(occasion, { msg: occasion.text, editedAt: iso(occasion.at) }),
				_id: occasion.about,
			},
		]),
	},
	{
		kind: 'taken',
		meaning: ['an agent took the conversation', 'оператор взял диалог'],
		leavesNoRow: true,
		make: roomBody('LivechatSessionTaken'),
	},
	{
		kind: 'close',
		meaning: [
			'the conversation was closed; the next message opens another',
			'диалог закрыт; следующее сообщение откроет новый',
		],
		leavesNoRow: true,
		make: roomBody('LivechatSession'),
	},
];
