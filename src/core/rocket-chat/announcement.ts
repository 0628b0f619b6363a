import { RefusedError } from '../domain/errors.js';
import { asObject, objectAt, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import type { WorkspaceApp } from '../domain/registry.js';
import { malformed } from './envelope.js';
import { normalizeWorkspaceUrl } from './workspace-url.js';

/** Nobody may point the bridge's calls anywhere but to an app of that very workspace. */
const ENDPOINT = /^\/api\/apps\/(public|private)\/[\w-]+(\/[\w-]+)+$/;
const LONGEST_ENDPOINT = 255;
const KEY = /^[0-9a-f]{64}$/i;
const ID = /^[\w-]{1,64}$/;
const VERSION = /^[\w.+-]{1,32}$/;
const CAPABILITY = /^[a-z][a-z-]*\.[a-z][a-z-]*$/;
const MOST_CAPABILITIES = 100;

/** The bridge's app was started or stopped in the workspace that `url` (normalised) names. */
export type Announcement =
	| {
			readonly kind: 'app-started';
			readonly url: string;
			readonly app: Omit<WorkspaceApp, 'seenAt'>;
	  }
	| { readonly kind: 'app-stopped'; readonly url: string; readonly id: string };

/**
 * Reads what the app says of itself (docs/protocol.md); undefined for every other call. Throws RefusedError
 * `malformed-body` (400), naming the field.
 */
export function parseAnnouncement(body: unknown): Announcement | undefined {
	const event = asObject(body);
	const kind = textAt(event, 'type');
	if (event === undefined || (kind !== 'app-started' && kind !== 'app-stopped')) return undefined;
	const url = workspaceUrl(event);
	const app = objectAt(event, 'app');
	if (app === undefined) throw malformed('has no object "app"');
	const id = field(app, 'id', ID);
	if (kind === 'app-stopped') return { kind, url, id };
	const endpoint = field(app, 'endpoint', ENDPOINT);
	if (endpoint.length > LONGEST_ENDPOINT) throw malformed('has no usable field "app.endpoint"');
	const [version, key] = [field(app, 'version', VERSION), field(app, 'key', KEY)];
	return { kind, url, app: { id, endpoint, key, version, capabilities: capabilitiesOf(app) } };
}

function workspaceUrl(event: JsonObject): string {
	try {
		return normalizeWorkspaceUrl(textAt(event, 'url'));
	} catch (error) {
		throw error instanceof RefusedError ? malformed('has no usable field "url"') : error;
	}
}

function field(app: JsonObject, name: string, form: RegExp): string {
	const text = app[name];
	if (typeof text === 'string' && form.test(text)) return text;
	throw malformed(`has no usable field "app.${name}"`);
}

/** What a newer app can do besides is its own affair. */
function capabilitiesOf(app: JsonObject): readonly string[] {
	const names: unknown = app['capabilities'];
	if (!Array.isArray(names)) throw malformed('has no list "app.capabilities"');
	const usable = names.filter((name): name is string => CAPABILITY.test(String(name)));
	return [...new Set(usable)].slice(0, MOST_CAPABILITIES);
}
