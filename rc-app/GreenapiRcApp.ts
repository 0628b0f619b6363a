import type {
	IConfigurationExtend,
	IConfigurationModify,
	IEnvironmentRead,
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiSecurity, ApiVisibility } from '@rocket.chat/apps-engine/definition/api';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	ILivechatEventContext,
	ILivechatRoom,
	ILivechatTransferEventContext,
	IPostLivechatAgentAssigned,
	IPostLivechatAgentUnassigned,
	IPostLivechatRoomClosed,
	IPostLivechatRoomTransferred,
} from '@rocket.chat/apps-engine/definition/livechat';
import type {
	IMessage,
	IMessageDeleteContext,
	IMessageReactionContext,
	IPostMessageDeleted,
	IPostMessageReacted,
	IPostMessageSent,
	IPostMessageUpdated,
} from '@rocket.chat/apps-engine/definition/messages';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import type {
	IUIKitInteractionHandler,
	IUIKitResponse,
	UIKitBlockInteractionContext,
	UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import { announcementProblem } from './src/announce';
import type { AppSelf } from './src/answers/turn';
import { linkWatchProcessor } from './src/commands/link-watch';
import { provideCommands } from './src/commands/provide';
import { pressButton } from './src/forms/press';
import { submitForm } from './src/forms/submit';
import { GatewayEndpoint } from './src/gateway/endpoint';
import { provideJobs } from './src/jobs';
import { createMachine } from './src/machine';
import type { Machine } from './src/machine';
import { checkAddress } from './src/setting-checks';
import { provideSettings, SETTING } from './src/settings';
import { languageOf, say } from './src/texts';

/** The app as Rocket.Chat sees it. It only wires: what it does is in src/. */
export class GreenapiRcApp
	extends App
	implements
		IPostMessageSent,
		IPostMessageUpdated,
		IPostMessageDeleted,
		IPostMessageReacted,
		IPostLivechatRoomClosed,
		IPostLivechatAgentAssigned,
		IPostLivechatAgentUnassigned,
		IPostLivechatRoomTransferred,
		IUIKitInteractionHandler
{
	private readonly machine: Machine = createMachine({
		id: this.getID(),
		version: this.getVersion(),
		username: `${this.getNameSlug()}.bot`,
	});

	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		await this.attempt(() => provideSettings(configuration));
		await this.attempt(() =>
			configuration.api.provideApi({
				visibility: ApiVisibility.PUBLIC,
				security: ApiSecurity.UNSECURE,
				endpoints: [new GatewayEndpoint(this, this.machine.gateway)],
			}),
		);
		await this.attempt(() => provideJobs(configuration, this.machine.lookAfter));
		await this.attempt(() =>
			configuration.scheduler.registerProcessors([linkWatchProcessor(this.self())]),
		);
		const taken = await provideCommands(configuration, this.self());
		if (taken.length > 0)
			this.getLogger().warn(say('en')('check_commands_taken', { commands: taken.join(', ') }));
	}

	/** The engine stops at the first error and goes on without what would have come after it. */
	private async attempt(provide: () => Promise<unknown>): Promise<void> {
		try {
			await provide();
		} catch (error) {
			this.getLogger().error(String(error));
		}
	}

	/** Here the engine gives too little to make a key or to send what waits, so a job follows at once. */
	override async onEnable(
		_environment: IEnvironmentRead,
		{ scheduler }: IConfigurationModify,
	): Promise<boolean> {
		this.machine.switched(true);
		await this.machine.announcer.announceWith(this.access());
		await this.machine.soon(0, scheduler);
		return true;
	}

	override async onDisable(): Promise<void> {
		this.machine.switched(false);
		await this.machine.announcer.takeBack(this.access());
	}

	override async onInstall(
		_context: unknown,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.announcer.announce({ read, http, persistence, modify });
	}

	override async onUpdate(
		_context: unknown,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.announcer.announce({ read, http, persistence, modify });
	}

	/**
	 * An address that leads nowhere is not saved. Engines since 1.43 swallow what is thrown here and save the value all the
	 * same, so the old one is kept and the app's log says why. They also write what is returned into that log, so nothing is
	 * returned where nothing was changed: it may be a token.
	 */
	override async onPreSettingUpdate(
		{ newSetting, oldSetting }: ISettingUpdateContext,
		_configuration: IConfigurationModify,
		read: IRead,
		http: IHttp,
	): Promise<ISetting> {
		if (newSetting.id !== SETTING.appUrl) return undefined as unknown as ISetting;
		const checked = await checkAddress(newSetting.value, { read, http });
		if ('address' in checked) return { ...newSetting, value: checked.address };
		this.getLogger().warn(checked.problem);
		return { ...newSetting, value: (oldSetting.value ?? '') as unknown };
	}

	override async onSettingUpdated(
		{ id }: ISetting,
		{ scheduler }: IConfigurationModify,
		read: IRead,
		http: IHttp,
	): Promise<void> {
		if (id !== SETTING.appUrl && id !== SETTING.webhookToken) return;
		const answer = await this.machine.announcer.announceWith({ read, http });
		const problem = announcementProblem(answer, say(await languageOf(read)));
		if (problem !== undefined) this.getLogger().warn(problem);
		await this.machine.soon(0, scheduler);
	}

	async executeViewSubmitHandler(
		context: UIKitViewSubmitInteractionContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		return submitForm(this.self(), { read, http, persistence, modify }, context);
	}

	async executeBlockActionHandler(
		context: UIKitBlockInteractionContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		return pressButton(this.self(), { read, http, persistence, modify }, context);
	}

	private self(): AppSelf {
		return {
			id: this.getID(),
			version: this.getVersion(),
			announce: (tools) => this.machine.announcer.announce(tools),
			saveSetting: (id, value) =>
				this.getAccessors().environmentWriter.getSettings().updateValue(id, value),
		};
	}

	private access(): { read: IRead; http: IHttp } {
		const { reader, http } = this.getAccessors();
		return { read: reader, http };
	}

	async executePostMessageSent(
		message: IMessage,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.sent(message, { read, http, persistence, modify });
	}

	async executePostMessageUpdated(
		message: IMessage,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.updated(message, { read, http, persistence, modify });
	}

	/** The context, which names who deleted it, is missing in early engines. */
	async executePostMessageDeleted(
		message: IMessage,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
		context?: IMessageDeleteContext,
	): Promise<void> {
		const tools = { read, http, persistence, modify };
		await this.machine.listener.deleted({ user: context?.user, message }, tools);
	}

	async executePostMessageReacted(
		context: IMessageReactionContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.reacted(context, { read, http, persistence, modify });
	}

	async executePostLivechatRoomClosed(
		room: ILivechatRoom,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.closed(room, { read, http, persistence, modify });
	}

	async executePostLivechatAgentAssigned(
		context: ILivechatEventContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.assigned(context, { read, http, persistence, modify });
	}

	async executePostLivechatAgentUnassigned(
		context: ILivechatEventContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.unassigned(context, { read, http, persistence, modify });
	}

	async executePostLivechatRoomTransferred(
		context: ILivechatTransferEventContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		await this.machine.listener.transferred(context, { read, http, persistence, modify });
	}
}
