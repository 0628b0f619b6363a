import type { IConfigurationExtend } from '@rocket.chat/apps-engine/definition/accessors';
import { App } from '@rocket.chat/apps-engine/definition/App';
import { provideSettings } from './src/settings';

/** The app as Rocket.Chat sees it. It only wires: what it does is in src/. */
export class GreenapiRcApp extends App {
	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		await provideSettings(configuration);
	}
}
