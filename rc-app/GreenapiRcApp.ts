import type {
	IConfigurationExtend,
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { App } from '@rocket.chat/apps-engine/definition/App';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { ISettingUpdateContext } from '@rocket.chat/apps-engine/definition/settings/ISettingUpdateContext';
import type {
	IUIKitInteractionHandler,
	IUIKitResponse,
	UIKitBlockInteractionContext,
	UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { AppSelf } from './src/answers/turn';
import { linkWatchProcessor } from './src/commands/link-watch';
import { provideCommands } from './src/commands/provide';
import { pressButton } from './src/forms/press';
import { submitForm } from './src/forms/submit';
import { loggable, provideSettings } from './src/settings';

/** The app as Rocket.Chat sees it. It only wires: what it does is in src/. */
export class GreenapiRcApp extends App implements IUIKitInteractionHandler {
	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		await provideSettings(configuration);
		await provideCommands(configuration, this.self());
		await configuration.scheduler.registerProcessors([linkWatchProcessor(this.self())]);
	}

	// eslint-disable-next-line @typescript-eslint/require-await -- The engine demands a promise.
	override async onPreSettingUpdate({ newSetting }: ISettingUpdateContext): Promise<ISetting> {
		return loggable(newSetting);
	}

	public async executeViewSubmitHandler(
		context: UIKitViewSubmitInteractionContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		return submitForm(this.self(), { read, modify, http, persistence }, context);
	}

	public async executeBlockActionHandler(
		context: UIKitBlockInteractionContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		return pressButton(this.self(), { read, modify, http, persistence }, context);
	}

	private self(): AppSelf {
		return {
			id: this.getID(),
			version: this.getVersion(),
			saveSetting: (id, value) =>
				this.getAccessors().environmentWriter.getSettings().updateValue(id, value),
		};
	}
}
