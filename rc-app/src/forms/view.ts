import type { IUIKitSurfaceViewParam } from '@rocket.chat/apps-engine/definition/accessors';
import { UIKitSurfaceType } from '@rocket.chat/apps-engine/definition/uikit';
import type { Say } from '../texts';
import type { Field, FieldName, Values } from './fields';

/** A form as it is shown. Nothing secret is ever in it: it only asks. */
export type FormShown = {
	readonly id: string;
	readonly appId: string;
	readonly title: string;
	readonly intro: string;
	readonly fields: readonly Field[];
	readonly initial: Values;
};

/**
 * The form as the UI kit wants it. A plain text input has no password style in any version of the kit
 * (packages/ui-kit), so secrets are shown while they are typed; they travel in the submitted state only, which the engine
 * does not log.
 */
export function viewOf(say: Say, form: FormShown): IUIKitSurfaceViewParam {
	return {
		id: form.id,
		type: UIKitSurfaceType.MODAL,
		title: plain(form.title),
		submit: button(form.appId, 'submit', say('form_submit')),
		close: button(form.appId, 'close', say('form_close')),
		blocks: [
			{ type: 'section', appId: form.appId, text: { type: 'mrkdwn', text: form.intro } },
			...form.fields.map((field) => inputOf(say, form, field)),
		],
	};
}

function inputOf(
	say: Say,
	{ appId, initial }: FormShown,
	{ name, isOptional = false }: Field,
): object {
	// A choice always has one: the first.
	const mayBeEmpty = isOptional && name !== 'tokens';
	const label = say(`form_field_${name}`);
	return {
		type: 'input',
		appId,
		blockId: name,
		optional: mayBeEmpty,
		label: plain(mayBeEmpty ? say('form_optional', { label }) : label),
		hint: plain(say(`form_help_${name}`)),
		element:
			name === 'tokens'
				? choice(say, appId, initial.tokens)
				: textInput(say, appId, name, initial[name]),
	};
}

function textInput(say: Say, appId: string, name: FieldName, value: string | undefined): object {
	return {
		type: 'plain_text_input',
		appId,
		actionId: name,
		placeholder: plain(say(`form_example_${name}`)),
		...(value === undefined || value === '' ? {} : { initialValue: value }),
		...(name === 'text' ? { multiline: true } : {}),
	};
}

function choice(say: Say, appId: string, value = 'first'): object {
	return {
		type: 'static_select',
		appId,
		actionId: 'tokens',
		placeholder: plain(say('form_example_tokens')),
		initialValue: value,
		options: [
			{ value: 'first', text: plain(say('form_tokens_first')) },
			{ value: 'new', text: plain(say('form_tokens_new')) },
		],
	};
}

function button(appId: string, actionId: string, text: string): object {
	return { type: 'button', appId, actionId, text: plain(text) };
}

function plain(text: string): { type: 'plain_text'; text: string } {
	return { type: 'plain_text', text };
}
