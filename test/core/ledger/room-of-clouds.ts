import type { ExecutionContext } from 'ava';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import type { GreenApiClient } from '../../../src/core/green-api/types.js';
import type { Engine } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { connectClouds } from './both-clouds.js';
import type { BothClouds } from './both-clouds.js';
import { createWorkspaceModel } from './workspace-model.js';
import type { WorkspaceModel } from './workspace-model.js';

export const PHONE = '79001112233@c.us';
export const LID = '120650379300963@lid';
export const GROUP = '120363043968066561@g.us';

/** Something that happens in WhatsApp; what is not said is an ordinary text of Mary's. */
export type Happening = {
	readonly chatId?: string;
	readonly sender?: string;
	readonly name?: string;
	readonly chatName?: string;
	readonly from?: 'incoming' | 'outgoing' | 'outgoingAPI';
	/** Seconds after the beginning of the test. */
	readonly at?: number;
	readonly text?: string;
	/** `messageData`, in place of a text. */
	readonly data?: object;
};

/** The ledger between GREEN-API and a workspace that keeps rooms. */
export type Scenery = BothClouds & {
	readonly workspaceModel: WorkspaceModel;
	happens(id: string, what?: Happening): Promise<{ isRepeat: boolean }>;
	/** The inbound rows of that id, once there are so many and none is pending. */
	settled(id: string, count?: number): Promise<readonly LedgerMessage[]>;
};

export async function createScenery(
	t: ExecutionContext,
	engine: Engine,
	client: Partial<GreenApiClient> = {},
): Promise<Scenery> {
	const workspaceModel = createWorkspaceModel();
	const clouds = await connectClouds(t, engine, { gateway: workspaceModel.gateway, client });
	return {
		...clouds,
		workspaceModel,
		happens: (id, what = {}) => clouds.receive(bodyOf(clouds.instance.id, id, what)),
		settled: (id, count = 1) =>
			waitFor(
				async () => {
					const rows = (await clouds.rows(id)).filter(({ direction }) => direction === 'inbound');
					const isSettled = rows.every(({ state }) => state !== 'pending');
					return rows.length >= count && isSettled ? rows : undefined;
				},
				{ label: `${count} settled rows of ${id}` },
			),
	};
}

function bodyOf(idInstance: string, idMessage: string, what: Happening): object {
	const { chatId = PHONE, name = 'Mary', from = 'incoming', at = 0, text = idMessage } = what;
	const wid = '79000000000@c.us';
	const own = { typeMessage: 'textMessage', textMessageData: { textMessage: text } };
	return {
		typeWebhook: `${from}MessageReceived`,
		instanceData: { idInstance: Number(idInstance), wid },
		...{ timestamp: 1_795_356_000 + at, idMessage },
		senderData: {
			...{ chatId, sender: what.sender ?? (from === 'incoming' ? chatId : wid) },
			...{ senderName: name, chatName: what.chatName ?? name },
		},
		messageData: what.data ?? own,
	};
}

export function edited(stanzaId: string, textMessage: string): object {
	return { typeMessage: 'editedMessage', editedMessageData: { textMessage, stanzaId } };
}

export function deleted(stanzaId: string): object {
	return { typeMessage: 'deletedMessage', deletedMessageData: { stanzaId } };
}

/** '' takes the reaction away. */
export function reacted(stanzaId: string, text: string): object {
	const quotedMessage = { stanzaId, participant: PHONE };
	return { typeMessage: 'reactionMessage', extendedTextMessageData: { text }, quotedMessage };
}

export function photo(downloadUrl: string, caption: string): object {
	const file = { downloadUrl, caption, fileName: 'cat.jpg', mimeType: 'image/jpeg' };
	return { typeMessage: 'imageMessage', fileMessageData: file };
}
