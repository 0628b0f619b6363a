import { Refusal } from '../answers.js';
import { readMultipart } from '../multipart.js';
import { asObject, asText, type WireObject } from '../read.js';
import { mayRunPrivateApps, noSuchApp } from './administration-routes.js';
import { plainCode } from './refusals.js';
import { callerWithRole, type Route, type RouteCall } from './router.js';
import { isEnabled, type UploadedApps } from './uploaded-apps.js';
import type { UploadedApp, Workspace } from './workspace.js';
import { zipEntry } from './zip-entry.js';

/** What the bridge's app has; another app's would be read from its code, which does not run here. */
const SETTINGS = ['app_url', 'command_token', 'webhook_token', 'receipts', 'notices'];

/**
 * Uploading private apps, as RocketChat/Rocket.Chat apps/meteor/ee/server/apps/communication/rest.ts does it: an app that
 * the licence does not let run is installed all the same, and stays switched off.
 */
export function appStoreRoutes(workspace: Workspace, apps: UploadedApps): readonly Route[] {
	const guarded =
		(handle: (call: RouteCall) => WireObject | Promise<WireObject>) => (call: RouteCall) => {
			callerWithRole(workspace, call, ['admin']);
			return handle(call);
		};
	return [
		{
			verb: 'get',
			path: '/api/apps/installed',
			access: 'user',
			handle: () => ({ apps: [...workspace.uploadedApps.values()].map(appForm) }),
		},
		{
			verb: 'post',
			path: '/api/apps',
			access: 'user',
			handle: guarded((call) => install(workspace, apps, call)),
		},
		{
			verb: 'post',
			path: '/api/apps/:id',
			access: 'user',
			handle: guarded((call) => update(workspace, apps, call)),
		},
		{
			verb: 'post',
			path: '/api/apps/:id/status',
			access: 'user',
			handle: guarded((call) => setStatus(workspace, apps, call)),
		},
		{
			verb: 'post',
			path: '/api/apps/:id/settings',
			access: 'user',
			handle: guarded((call) => setSettings(workspace, apps, call)),
		},
	];
}

async function install(
	workspace: Workspace,
	apps: UploadedApps,
	call: RouteCall,
): Promise<WireObject> {
	const { about, permissions } = await readApp(workspace, call);
	const { id, name, version } = about;
	if (workspace.uploadedApps.has(id)) throw plainCode('App already exists.');
	const status = mayRunPrivateApps(workspace) ? 'manually_enabled' : 'initialized';
	const settings = new Map<string, unknown>(SETTINGS.map((one) => [one, '']));
	const app: UploadedApp = { id, name, version, status, permissions, settings };
	workspace.uploadedApps.set(id, app);
	await apps.announce(app);
	return { app: appForm(app), implemented: {}, licenseValidation: { errors: {}, warnings: {} } };
}

async function update(
	workspace: Workspace,
	apps: UploadedApps,
	call: RouteCall,
): Promise<WireObject> {
	const { about, permissions } = await readApp(workspace, call);
	if (workspace.options.edition === 'community') throw plainCode('Cannot_Update_Exempt_App');
	const { id, name, version } = about;
	const before = workspace.uploadedApps.get(id);
	if (before === undefined) throw plainCode('App was not found.');
	const app: UploadedApp = { ...before, name, version, permissions };
	workspace.uploadedApps.set(id, app);
	await apps.announce(app);
	return { app: appForm(app), implemented: {}, licenseValidation: { errors: {}, warnings: {} } };
}

type About = Readonly<Record<'id' | 'name' | 'version', string>>;

async function readApp(
	{ quirks }: Workspace,
	call: RouteCall,
): Promise<{ readonly about: About; readonly permissions: readonly string[] }> {
	const form = await readMultipart(call.request);
	const file = form?.files.find(({ field }) => field === 'app');
	const entry = file && zipEntry(file.content.kept, 'app.json');
	if (form === undefined || entry === undefined) throw plainCode('app_file_error');
	const app = asObject(JSON.parse(entry.toString('utf8')));
	const wanted = asText(app['requiredApiVersion']);
	if (!isEngineNewEnough(wanted, quirks.appsEngine)) throw tooOld(app, wanted, quirks.appsEngine);
	const granted = JSON.parse(form.fields.get('permissions') ?? '[]') as unknown[];
	const permissions = granted.map((one) => asText(asObject(one)['name']));
	const [id, name, version] = ['id', 'name', 'version'].map((field) => asText(app[field]));
	return { about: { id: id ?? '', name: name ?? '', version: version ?? '' }, permissions };
}

/** Of ranges only `^1.44.0` is known. */
function isEngineNewEnough(wanted: string, engine: string): boolean {
	const [, minor = '0'] = wanted.replace('^', '').split('.');
	return Number(engine.split('.')[1]) >= Number(minor);
}

function tooOld(app: WireObject, wanted: string, engine: string): Refusal {
	const error = `Failed to load the App "${asText(app['name'])}" (${asText(app['id'])}) as it requires v${wanted} of the App API however your server comes with v${engine}.0.`;
	return new Refusal(400, { success: false, error });
}

function appOf(workspace: Workspace, call: RouteCall): UploadedApp {
	const app = workspace.uploadedApps.get(call.param('id'));
	if (app === undefined) throw noSuchApp(call.param('id'));
	return app;
}

async function setStatus(
	workspace: Workspace,
	apps: UploadedApps,
	call: RouteCall,
): Promise<WireObject> {
	const status = asText(asObject(await call.json())['status']);
	const app = appOf(workspace, call);
	if (isEnabled(status) && !mayRunPrivateApps(workspace)) throw plainCode('license-prevented');
	app.status = status;
	await apps.announce(app);
	return { status };
}

async function setSettings(
	workspace: Workspace,
	apps: UploadedApps,
	call: RouteCall,
): Promise<WireObject> {
	const { settings } = asObject(await call.json());
	if (!Array.isArray(settings)) throw plainCode('The settings to update must be present.');
	const app = appOf(workspace, call);
	const updated = settings.map(asObject).filter(({ id }) => app.settings.has(asText(id)));
	for (const { id, value } of updated) {
		app.settings.set(asText(id), value);
		await apps.announce(app);
	}
	return { updated };
}

function appForm({ id, name, version, status }: UploadedApp): WireObject {
	return { id, name, version, status, private: true, migrated: false, languages: {} };
}
