import { refused } from '../answers/answer';
import type { Answer } from '../answers/answer';
import type { Turn } from '../answers/turn';
import type { Command, Form } from '../commands/command';
import { formatViewId } from './view-id';
import { viewOf } from './view';

/** Without the permission `ui.interact` no form opens and nobody says so; the first one that comes back proves that it is there. */
let doFormsWork = false;

/** A form came back. */
export function formsWork(): void {
	doFormsWork = true;
}

/**
 * Opens a command's form. Answers when that can't be (clients that show no forms send no `triggerId`; it is good for five
 * seconds), and, until a form came back, what to do if none is to be seen.
 */
export async function openForm(
	turn: Turn,
	command: Command,
	form: Form,
	{ triggerId, usage }: { readonly triggerId: string; readonly usage: string },
): Promise<Answer | undefined> {
	const { say, app, engine, room, threadId } = turn;
	const noForm = refused(say('error_no_form', { usage }));
	if (triggerId === '') return noForm;
	const { initial = {}, without = [], intro = '' } = await form.start(turn);
	const view = viewOf(say, {
		id: formatViewId({ command: command.name, roomId: room.id, threadId }),
		appId: app.id,
		title: say(`form_title_${form.name}`),
		intro: [say(`form_intro_${form.name}`), intro].filter((text) => text !== '').join('\n\n'),
		fields: command.fields.filter(({ name }) => !without.includes(name)),
		initial,
	});
	try {
		await engine.modify.getUiController().openSurfaceView(view, { triggerId }, turn.user);
		return doFormsWork ? undefined : { text: say('answer_form_open', { usage }) };
	} catch {
		return noForm;
	}
}
