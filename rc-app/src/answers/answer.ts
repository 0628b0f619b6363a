import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { Turn } from './turn';

/** A button below an answer. `value` comes back when it is pressed; it is no place for secrets. */
export type Button = {
	readonly actionId: string;
	readonly about: string;
	readonly label: string;
	readonly value: string;
};

/** What one person shall see. */
export type Answer = {
	readonly text: string;
	/** Nothing was done: a form stays open and shows the text. */
	readonly isRefused?: boolean;
	/** Under which field of the form; else under the first. */
	readonly field?: string;
	readonly picture?: { readonly title: string; readonly url: string };
	readonly button?: Button;
};

export function refused(text: string): Answer {
	return { text, isRefused: true };
}

const BUTTON_BLOCK = 'greenapi';

/**
 * Shows an answer to the one who asked and to nobody else, where they asked, from the app's own user. It is gone when
 * the page is loaded again. A button is a message of its own: clients show either a message's text or its blocks.
 */
export async function tell(turn: Turn, answer: Answer): Promise<void> {
	const message = await messageTo(turn, answer.text);
	if (answer.picture !== undefined) {
		const { title, url } = answer.picture;
		message.attachments = [{ title: { value: title }, imageUrl: url }];
	}
	await notify(turn, message);
	if (answer.button === undefined) return;
	const second = await messageTo(turn, answer.button.about);
	second.blocks = buttonBlocks(turn.app.id, answer.button);
	await notify(turn, second);
}

async function messageTo(turn: Turn, text: string): Promise<IMessage> {
	const { read, modify } = turn.engine;
	const builder = modify.getCreator().startMessage().setRoom(turn.room).setText(text);
	if (turn.threadId !== '') builder.setThreadId(turn.threadId);
	// Null without the permission user.read; the notifier then takes the same user by itself.
	const sender: unknown = await read.getUserReader().getAppUser();
	if (sender != null) builder.setSender(sender as IMessage['sender']);
	return builder.getMessage();
}

async function notify(turn: Turn, message: IMessage): Promise<void> {
	await turn.engine.modify.getNotifier().notifyUser(turn.user, message);
}

function buttonBlocks(
	appId: string,
	{ actionId, about, label, value }: Button,
): NonNullable<IMessage['blocks']> {
	return [
		{
			type: 'section',
			appId,
			blockId: `${BUTTON_BLOCK}-text`,
			text: { type: 'mrkdwn', text: about },
		},
		{
			type: 'actions',
			appId,
			blockId: BUTTON_BLOCK,
			elements: [
				{ type: 'button', appId, actionId, text: { type: 'plain_text', text: label }, value },
			],
		},
	];
}
