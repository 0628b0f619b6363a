import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type {
	IUIKitResponse,
	UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import { tell } from '../answers/answer';
import { createTurn } from '../answers/turn';
import type { AppSelf, Turn } from '../answers/turn';
import { languageOf, say } from '../texts';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import { COMMANDS } from '../commands/catalogue';
import type { Command } from '../commands/command';
import { runSafely } from '../commands/provide';
import { within } from '../commands/within';
import { problemsOf } from './fields';
import { formsWork } from './open';
import { readState } from './state';
import { parseViewId } from './view-id';

/** Clients wait five seconds for a submitted form. What takes longer is answered in the room. */
const PATIENCE_MS = 3500;

/**
 * Checks and obeys a form. What is wrong is shown in the form, which stays open; a success closes it and is answered in
 * the room where the command was typed. The return value, which engines log, never holds anything that was filled in.
 */
export async function submitForm(
	app: AppSelf,
	engine: Tools,
	context: UIKitViewSubmitInteractionContext,
): Promise<IUIKitResponse> {
	formsWork();
	const { view, user } = context.getInteractionData();
	const responder = context.getInteractionResponder();
	const place = parseViewId(view.id);
	const command = COMMANDS.find(({ name, form }) => form && name === place?.command);
	if (place === undefined || command === undefined) return responder.successResponse();
	const room: unknown = await orUndefined(() => engine.read.getRoomReader().getById(place.roomId));
	if (room === undefined)
		return responder.viewErrorResponse({
			viewId: view.id,
			errors: await withoutRoom(command, user, engine.read),
		});
	const turn = await createTurn(app, engine, {
		user,
		room: room as Turn['room'],
		threadId: place.threadId,
	});
	const errors = await obeyForm(turn, command, view.state);
	return errors === undefined
		? responder.successResponse()
		: responder.viewErrorResponse({ viewId: view.id, errors });
}

type Errors = Record<string, string>;

/** The room is gone, or the permission room.read is missing: the answer could not be shown anywhere, so nothing is done. */
async function withoutRoom({ fields }: Command, user: Turn['user'], read: IRead): Promise<Errors> {
	const text = say(await languageOf(read, user))('error_no_room');
	return fields[0] === undefined ? {} : { [fields[0].name]: text };
}

async function obeyForm(turn: Turn, command: Command, state: unknown): Promise<Errors | undefined> {
	const values = readState(command.fields, state);
	const problems = Object.entries(problemsOf(command.fields, values));
	if (problems.length > 0)
		return Object.fromEntries(problems.map(([name, key]) => [name, turn.say(key)]));
	const work = runSafely(turn, command, values);
	const answer = await within(PATIENCE_MS, work);
	if (answer === undefined) {
		// Nobody waits for this any more, so nothing may be thrown.
		void work.then((late) => tell(turn, late)).catch(() => undefined);
		return undefined;
	}
	const field = answer.field ?? command.fields[0]?.name;
	if (answer.isRefused === true && field !== undefined && command.form?.isPrivate !== true)
		return { [field]: answer.text };
	await tell(turn, answer);
	return undefined;
}
