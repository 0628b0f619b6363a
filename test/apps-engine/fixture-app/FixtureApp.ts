import type {
	IConfigurationExtend,
	IConfigurationModify,
	IHttp,
	IModify,
	IPersistence,
	IRead,
	IUIKitSurfaceViewParam,
} from '@rocket.chat/apps-engine/definition/accessors/index.js';
import { HttpStatusCode } from '@rocket.chat/apps-engine/definition/accessors/index.js';
import {
	ApiEndpoint,
	ApiSecurity,
	ApiVisibility,
	type IApiEndpointInfo,
	type IApiRequest,
	type IApiResponse,
} from '@rocket.chat/apps-engine/definition/api/index.js';
import { App } from '@rocket.chat/apps-engine/definition/App.js';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/index.js';
import {
	RocketChatAssociationModel,
	RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata/index.js';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings/index.js';
import type {
	ISlashCommand,
	SlashCommandContext,
} from '@rocket.chat/apps-engine/definition/slashcommands/index.js';
import type { UIKitViewSubmitInteractionContext } from '@rocket.chat/apps-engine/definition/uikit/index.js';

/** What this app tells the server that its setting `url` names. */
type Told = { readonly what: string } & Record<string, unknown>;

const NOTES = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'notes');

/** An app that uses what the test host offers, and tells a server about it. */
export class FixtureApp extends App {
	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		await configuration.settings.provideSetting({
			...{ id: 'url', type: SettingType.STRING, packageValue: '', i18nLabel: 'url' },
			...{ required: false, public: false },
		});
		await configuration.api.provideApi({
			visibility: ApiVisibility.PUBLIC,
			security: ApiSecurity.UNSECURE,
			endpoints: [new Hook(this)],
		});
		const processor = async (job: object, _read: IRead, _modify: IModify, http: IHttp) => {
			await this.tell(http, { what: 'job', job });
		};
		await configuration.scheduler.registerProcessors([{ id: 'tick', processor }]);
		// Last: when the app is switched on again, its commands are still there, and this one throws.
		await configuration.slashCommands.provideSlashCommand(new Fixture(this));
	}

	override async onSettingUpdated(
		{ id, value }: ISetting,
		_configuration: IConfigurationModify,
		_read: IRead,
		http: IHttp,
	): Promise<void> {
		if (value === 'refused') throw new Error('This value is refused');
		await this.tell(http, { what: 'setting', id, value: value as string });
	}

	async executePostMessageSent(message: IMessage, read: IRead, http: IHttp): Promise<void> {
		// eslint-disable-next-line @typescript-eslint/no-deprecated -- Old releases know no `files`.
		const file = message.file as { _id: string } | undefined;
		const bytes = file && (await read.getUploadReader().getBufferById(file._id));
		await this.tell(http, {
			what: 'sent',
			...{
				id: message.id,
				text: message.text,
				room: message.room.type,
				by: message.sender.username,
			},
			isVisitor: 'token' in message,
			titles: (message.attachments ?? []).map(({ title }) => title?.value),
			content: bytes === undefined ? undefined : bytes.toString('utf8'),
		});
	}

	async executePostMessageUpdated(message: IMessage, _read: IRead, http: IHttp): Promise<void> {
		await this.tell(http, { what: 'updated', text: message.text, by: message.editor?.username });
	}

	async executePostMessageDeleted(
		message: IMessage,
		_read: IRead,
		http: IHttp,
		_persistence: IPersistence,
		_modify: IModify,
		context?: { user: { username: string } },
	): Promise<void> {
		await this.tell(http, { what: 'deleted', id: message.id, by: context?.user.username });
	}

	async executePostMessageReacted(
		event: {
			message: IMessage;
			user: { username: string };
			reaction: string;
			isReacted: boolean;
		},
		_read: IRead,
		http: IHttp,
	): Promise<void> {
		const { message, user, reaction, isReacted } = event;
		await this.tell(http, {
			...{ what: 'reacted', id: message.id, by: user.username, reaction, isReacted },
		});
	}

	async executePostLivechatRoomClosed(room: { id: string }, _read: IRead, http: IHttp) {
		await this.tell(http, { what: 'closed', id: room.id });
	}

	async executePostLivechatAgentAssigned(
		event: { room: { id: string }; agent: { username: string } },
		_read: IRead,
		http: IHttp,
	): Promise<void> {
		await this.tell(http, {
			...{ what: 'assigned', id: event.room.id, agent: event.agent.username },
		});
	}

	async executePostLivechatRoomTransferred(
		event: { type: string; from: { username: string }; to: { username: string } },
		_read: IRead,
		http: IHttp,
	): Promise<void> {
		const { type, from, to } = event;
		await this.tell(http, { what: 'transferred', type, from: from.username, to: to.username });
	}

	async executeViewSubmitHandler(
		context: UIKitViewSubmitInteractionContext,
		_read: IRead,
		http: IHttp,
	) {
		const { user, view } = context.getInteractionData();
		await this.tell(http, { what: 'submitted', by: user.username, state: view.state });
		return context.getInteractionResponder().successResponse();
	}

	async tell(http: IHttp, told: Told): Promise<number | undefined> {
		const url: unknown = await this.getAccessors()
			.environmentReader.getSettings()
			.getValueById('url');
		// Without the permission there is no answer, whatever the declarations say.
		const answer = (await http.post(String(url), { data: told, timeout: 5000 })) as
			{ statusCode: number } | null | undefined;
		return answer?.statusCode;
	}
}

/** `/fixture <what>`, answered for one person's eyes. */
class Fixture implements ISlashCommand {
	command = 'fixture';
	i18nParamsExample = 'fixture';
	i18nDescription = 'fixture';
	providesPreview = false;

	constructor(private readonly app: FixtureApp) {}

	async executor(
		context: SlashCommandContext,
		read: IRead,
		modify: IModify,
		http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const [what = ''] = context.getArguments();
		const text = await this.answer(what, context, { read, modify, http, persistence });
		const message = modify.getCreator().startMessage().setRoom(context.getRoom()).setText(text);
		await modify.getNotifier().notifyUser(context.getSender(), message.getMessage());
	}

	private async answer(
		what: string,
		context: SlashCommandContext,
		on: { read: IRead; modify: IModify; http: IHttp; persistence: IPersistence },
	): Promise<string> {
		const { read, modify, http, persistence } = on;
		switch (what) {
			case 'call':
				return `status ${String(await this.app.tell(http, { what: 'called' }))}`;
			case 'keep': {
				await persistence.updateByAssociation(NOTES, { kept: 1 }, true);
				await persistence.updateByAssociation(NOTES, { kept: 2 }, true);
				return JSON.stringify(await read.getPersistenceReader().readByAssociation(NOTES));
			}
			case 'modal': {
				const triggerId = context.getTriggerId() ?? '';
				await modify.getUiController().openSurfaceView(modal(), { triggerId }, context.getSender());
				return 'opened';
			}
			case 'later':
				await modify.getScheduler().scheduleOnce({ id: 'tick', when: '1 second', data: { n: 1 } });
				return 'later';
			case 'often': {
				const job = { id: 'tick', interval: '10 seconds', data: { n: 2 }, skipImmediate: true };
				await modify.getScheduler().scheduleRecurring(job);
				return 'often';
			}
			default:
				return `no ${what}`;
		}
	}
}

function modal(): IUIKitSurfaceViewParam {
	const title = { type: 'plain_text', text: 'Title' };
	return { type: 'modal', id: 'form', title, blocks: [] } as unknown as IUIKitSurfaceViewParam;
}

/** `POST …/hook {"do": …}` acts in Omnichannel. */
class Hook extends ApiEndpoint {
	override path = 'hook';

	async post(
		request: IApiRequest,
		_endpoint: IApiEndpointInfo,
		read: IRead,
		modify: IModify,
	): Promise<IApiResponse> {
		const call = request.content as Record<string, string>;
		try {
			const done = await act(call, read, modify);
			return {
				status: HttpStatusCode.OK,
				headers: { 'x-fixture': 'yes' },
				content: { ok: true, ...done },
			};
		} catch (error) {
			return this.json({
				status: HttpStatusCode.UNPROCESSABLE_ENTITY,
				content: { error: (error as Error).message },
			});
		}
	}
}

async function act(
	call: Record<string, string>,
	read: IRead,
	modify: IModify,
): Promise<Record<string, unknown>> {
	const { token = '', rid = '', text = '', id = '', userId = '' } = call;
	const livechat = modify.getCreator().getLivechatCreator();
	switch (call['do']) {
		case 'open': {
			// eslint-disable-next-line @typescript-eslint/no-deprecated -- Old releases know no other way.
			await livechat.createVisitor({ id: '', token, name: text, username: token });
			const visitor = await read.getLivechatReader().getLivechatVisitorByToken(token);
			if (visitor === undefined) throw new Error('no visitor');
			const agent = await read.getUserReader().getById(userId);
			const source = { type: 'app' as never, label: 'fixture' };
			const room = await livechat.createRoom(visitor, agent, { source });
			return { rid: room.id, name: visitor.name };
		}
		case 'say': {
			const visitor = await read.getLivechatReader().getLivechatVisitorByToken(token);
			const room = await read.getRoomReader().getById(rid);
			if (visitor === undefined || room === undefined) throw new Error('nobody');
			const message = modify.getCreator().startLivechatMessage();
			message.setVisitor(visitor).setToken(token).setRoom(room).setText(text);
			return { id: await modify.getCreator().finish(message) };
		}
		case 'tell': {
			const room = await read.getRoomReader().getById(rid);
			if (room === undefined) throw new Error('no room');
			const message = modify.getCreator().startMessage().setRoom(room).setText(text);
			return { id: await modify.getCreator().finish(message) };
		}
		case 'upload': {
			const room = await read.getRoomReader().getById(rid);
			if (room === undefined) throw new Error('no room');
			const descriptor = { filename: 'note.txt', room, visitorToken: token };
			const uploads = modify.getCreator().getUploadCreator();
			const upload = await uploads.uploadBuffer(Buffer.from(text), descriptor);
			return { bytes: upload.size, type: upload.type };
		}
		case 'react':
			await modify.getUpdater().getMessageUpdater().addReaction(id, userId, ':eyes:');
			return {};
		case 'edit': {
			const editor = await read.getUserReader().getAppUser();
			if (editor === undefined) throw new Error('no user');
			const message = await modify.getUpdater().message(id, editor);
			message.setEditor(editor).setText(text);
			await modify.getUpdater().finish(message);
			return {};
		}
		case 'close': {
			const room = await read.getRoomReader().getById(rid);
			if (room === undefined) throw new Error('no room');
			await modify.getUpdater().getLivechatUpdater().closeRoom(room, text);
			return {};
		}
		default:
			throw new Error(`unknown: ${String(call['do'])}`);
	}
}
