import type {
	IUIKitResponse,
	UIKitBlockInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import { refused, tell } from '../answers/answer';
import { createTurn } from '../answers/turn';
import type { AppSelf } from '../answers/turn';
import type { Tools } from '../tools';
import { linkAnswer, NEW_CODE, parseButtonValue } from '../commands/link';
import { instanceId } from './checks';

/** Obeys a button of an answer: for now, "show a new code". */
export async function pressButton(
	app: AppSelf,
	engine: Tools,
	context: UIKitBlockInteractionContext,
): Promise<IUIKitResponse> {
	const { actionId, value, user, room } = context.getInteractionData();
	const wish = actionId === NEW_CODE ? parseButtonValue(value) : undefined;
	if (wish === undefined || room == null || instanceId(wish.idInstance) !== undefined)
		return context.getInteractionResponder().successResponse();
	const turn = await createTurn(app, engine, { user, room, threadId: wish.threadId });
	const answer = await linkAnswer(turn, wish).catch(() =>
		refused(turn.say('error_app_failed', { kind: 'Error' })),
	);
	await tell(turn, answer);
	return context.getInteractionResponder().successResponse();
}
