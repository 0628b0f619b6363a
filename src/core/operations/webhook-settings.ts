import { differingSettings, wantedSettings } from '../green-api/settings.js';
import type { GreenApiClient, InstanceSettings } from '../green-api/types.js';
import { GREEN_API_PATH } from '../config/webhook-paths.js';

/** Where and with which token an instance shall post its webhooks. */
export type WebhookTarget = {
	/** Public base address of the daemon, no slash at the end. */
	readonly appUrl: string;
	readonly webhookToken: string;
};

/** The address GREEN-API posts to. */
export function webhookUrlOf(appUrl: string): string {
	return `${appUrl}${GREEN_API_PATH}`;
}

/** The settings that the bridge needs. */
export function wantedOf({ appUrl, webhookToken }: WebhookTarget): InstanceSettings {
	return wantedSettings({ webhookUrl: webhookUrlOf(appUrl), webhookToken });
}

/**
 * Writes the settings that differ from what the bridge needs; resolves to false when there were none (writing
 * restarts the instance, so nothing is written without need). Rejects with GreenApiError or HttpError.
 */
export async function applySettings(
	client: Pick<GreenApiClient, 'setSettings'>,
	actual: InstanceSettings,
	target: WebhookTarget,
): Promise<boolean> {
	const differing = differingSettings(actual, wantedOf(target));
	if (Object.keys(differing).length === 0) return false;
	await client.setSettings(differing);
	return true;
}
