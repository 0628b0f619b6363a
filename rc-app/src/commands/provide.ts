import { textOf } from '../fields';
import type { IConfigurationExtend } from '@rocket.chat/apps-engine/definition/accessors';
import type {
	ISlashCommand,
	SlashCommandContext,
} from '@rocket.chat/apps-engine/definition/slashcommands';
import { refused, tell } from '../answers/answer';
import type { Answer } from '../answers/answer';
import { createTurn } from '../answers/turn';
import type { AppSelf, Turn } from '../answers/turn';
import type { Tools } from '../tools';
import { problemsOf, problemText } from '../forms/fields';
import type { Values } from '../forms/fields';
import { openForm } from '../forms/open';
import { COMMANDS } from './catalogue';
import type { Command } from './command';
import { PREFIX } from './names';
import { paramsOf, TAKES_NOTHING } from './others';

/** Registers every command; answers the names of those that another app has, which goes on as it is. */
export async function provideCommands(
	{ slashCommands }: IConfigurationExtend,
	self: AppSelf,
): Promise<readonly string[]> {
	const taken: string[] = [];
	for (const command of COMMANDS)
		try {
			await slashCommands.provideSlashCommand(slash(command, self));
		} catch (error) {
			// Two apps can't own one slash command, and everything else works without it. Engines keep an app's commands
			// while it is switched off, and call them existing when it is switched on again: they work.
			if (/touched/i.test(String(error))) taken.push(`/${PREFIX}${command.name}`);
		}
	return taken;
}

function slash(command: Command, self: AppSelf): ISlashCommand {
	return {
		command: `${PREFIX}${command.name}`,
		i18nParamsExample: TAKES_NOTHING.has(command.name) ? '' : `command_params_${command.name}`,
		i18nDescription: `command_${command.name}`,
		providesPreview: false,
		async executor(context, read, modify, http, persistence) {
			await obey(command, self, { read, modify, http, persistence }, context);
		},
	};
}

async function obey(
	command: Command,
	app: AppSelf,
	engine: Tools,
	context: SlashCommandContext,
): Promise<void> {
	const turn = await createTurn(app, engine, {
		user: context.getSender(),
		room: context.getRoom(),
		threadId: textOf(context.getThreadId()),
	});
	const typed = context.getArguments().join(' ').trim();
	const answer =
		typed === '' && command.form !== undefined
			? await openForm(turn, command, command.form, {
					triggerId: textOf(context.getTriggerId()),
					usage: usage(turn, command),
				})
			: await answerTyped(turn, command, typed);
	if (answer !== undefined) await tell(turn, answer);
}

async function answerTyped(turn: Turn, command: Command, typed: string): Promise<Answer> {
	const values = command.parse(typed);
	if (values === undefined) return withAdvice(turn, command, typed, refused(usage(turn, command)));
	const problems = problemsOf(command.fields, values);
	const answer =
		Object.keys(problems).length > 0
			? refused(`${problemText(turn.say, problems)}\n\n${usage(turn, command)}`)
			: await runSafely(turn, command, values);
	return withAdvice(turn, command, typed, answer);
}

/** What the engine itself refuses (a permission, a room) becomes an answer too: silence helps nobody. */
export async function runSafely(turn: Turn, command: Command, values: Values): Promise<Answer> {
	try {
		return await command.run(turn, values);
	} catch (error) {
		const kind = error instanceof Error ? error.name : typeof error;
		return refused(turn.say('error_app_failed', { kind }));
	}
}

function usage({ say }: Turn, { name }: Command): string {
	return say('error_usage', { command: `/${PREFIX}${name} ${paramsOf(say, name)}`.trim() });
}

function withAdvice(turn: Turn, command: Command, typed: string, answer: Answer): Answer {
	if (typed === '' || command.isBetterAsForm !== true) return answer;
	const key = command.name === 'send' ? 'answer_advice_text' : 'answer_advice_token';
	const advice = turn.say(key, { command: `/${PREFIX}${command.name}` });
	return { ...answer, text: `${answer.text}\n\n${advice}` };
}
