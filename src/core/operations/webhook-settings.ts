import { textAt } from '../domain/json.js';
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
 * The host of another receiver that gets an instance's webhooks; undefined when it is we, also under an earlier address, or
 * nobody. Of its address nothing else is for people: there may be secrets in it.
 */
export function otherReceiver(
	actual: InstanceSettings,
	{ appUrl, webhookToken }: { readonly appUrl: string | undefined; readonly webhookToken: string },
): string | undefined {
	const url = textAt(actual, 'webhookUrl');
	if (!URL.canParse(url)) return undefined;
	const isOurs = appUrl !== undefined && url === webhookUrlOf(appUrl);
	if (isOurs || textAt(actual, 'webhookUrlToken') === webhookToken) return undefined;
	return new URL(url).host;
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
