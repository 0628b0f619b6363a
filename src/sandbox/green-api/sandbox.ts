import { SandboxError } from '../answers.js';
import { createPoster } from '../poster.js';
import type { WireObject } from '../read.js';
import { answerErrors, createStandIn, pathOf, plainApp, type StandIn } from '../stand-in.js';
import { until } from '../until.js';
import { addControls, describeState } from './controls.js';
import { receive } from './customer.js';
import { createDispatch } from './dispatch.js';
import { createInstance, type SandboxInstance } from './instance.js';
import { bodyTooLarge, greenApiAnswers, notJson, unknownMethod } from './refusals.js';
import { createServedFiles } from './served-files.js';
import type {
	CustomerMessage,
	GreenApiSandboxOptions,
	InstanceView,
	NewInstance,
	ServedFile,
	WebhookCounts,
} from './types.js';

/** A working stand-in of GREEN-API: API host and media host at once. */
export type GreenApiSandbox = StandIn & {
	addInstance(instance: NewInstance): InstanceView;
	/** Throws SandboxError when there is no such instance. */
	instance(idInstance: string | number): InstanceView;
	/** Somebody scans the QR code, or types the pairing code: the instance is authorised, and posts that. */
	scan(idInstance: string | number): void;
	/** From now on the instance is unknown (403), and posts no more webhooks. */
	remove(idInstance: string | number): void;
	/** A customer (or the account's phone) sends something; answers with the idMessage. */
	customerWrites(idInstance: string | number, message: CustomerMessage): string;
	/** Posts any other webhook body, e.g. a call or quotaExceeded, where the settings want it. */
	sendWebhook(idInstance: string | number, body: WireObject): void;
	webhooks(idInstance: string | number): WebhookCounts;
	/** Resolves when nothing waits to be sent or posted any more (webhooks without webhookUrl don't count). */
	idle(deadlineMs?: number): Promise<void>;
	readonly totals: GreenApiTotals;
};

/** Sums over all instances that are there. */
export type GreenApiTotals = {
	readonly sent: number;
	readonly queued: number;
	readonly webhooksQueued: number;
	readonly webhooksDelivered: number;
	readonly webhooksRefused: number;
};

/** Starts a stand-in of GREEN-API without instances. */
export async function createGreenApiSandbox(
	options: GreenApiSandboxOptions = {},
): Promise<GreenApiSandbox> {
	const app = plainApp();
	const instances = new Map<string, SandboxInstance>();
	const files = createServedFiles();
	const poster = createPoster({ timeoutMs: 180_000 });
	const { readJson, ...standIn } = await createStandIn({
		name: 'GREEN-API',
		app,
		port: options.port,
		recordBodies: options.recordBodies,
		maxBodyBytes: 102_400,
		routeOf,
		cloud: greenApiAnswers,
		malformed: notJson,
		tooLarge: bodyTooLarge,
	});
	const serve = (file: ServedFile): string => `${standIn.url}${files.add(file)}`;
	const dispatch = createDispatch({ options, instances, readJson, serve });
	app.use(async (request, response, next) => {
		const path = pathOf(request);
		if (path.startsWith('/waInstance')) await dispatch(request, response);
		else if (path.startsWith('/files/')) files.answer(path, response);
		else next();
	});

	function required(idInstance: string | number): SandboxInstance {
		const instance = instances.get(String(idInstance));
		if (instance !== undefined) return instance;
		const message = `The stand-in of GREEN-API has no instance ${idInstance}`;
		throw new SandboxError(message, 'Add it with addInstance first.');
	}

	const control = controlOf({ options, instances, poster, serve, required });
	addControls(app, {
		readJson,
		customerWrites: control.customerWrites,
		scan: control.scan,
		describe: () => describeState([...instances.values()]),
	});
	app.use((request) => {
		throw unknownMethod(request);
	});
	app.use(answerErrors(greenApiAnswers));

	return {
		...standIn,
		...control,
		get totals() {
			return sumUp(instances.values());
		},
		async close() {
			for (const instance of instances.values()) instance.stop();
			poster.close();
			await standIn.close();
		},
	};
}

type ControlDeps = {
	readonly options: GreenApiSandboxOptions;
	readonly instances: Map<string, SandboxInstance>;
	readonly poster: ReturnType<typeof createPoster>;
	readonly serve: (file: ServedFile) => string;
	readonly required: (idInstance: string | number) => SandboxInstance;
};

function controlOf({
	options,
	instances,
	poster,
	serve,
	required,
}: ControlDeps): Omit<GreenApiSandbox, keyof StandIn | 'totals'> {
	return {
		addInstance(fresh) {
			const instance = createInstance(fresh, options, poster);
			instances.set(instance.idInstance, instance);
			return instance;
		},
		instance: required,
		scan(idInstance) {
			required(idInstance).setState('authorized');
		},
		remove(idInstance) {
			required(idInstance).stop();
			instances.delete(String(idInstance));
		},
		customerWrites: (idInstance, message) => receive(required(idInstance), message, serve),
		sendWebhook(idInstance, body) {
			required(idInstance).notify('', body);
		},
		webhooks: (idInstance) => required(idInstance).webhooks.counts(),
		idle: (deadlineMs = 30_000) =>
			until(
				() => [...instances.values()].every(isIdle),
				deadlineMs,
				'idle (GREEN-API)',
				() =>
					[...instances.values()]
						.filter((one) => !isIdle(one))
						.map(describe)
						.join('; '),
			),
	};
}

function routeOf(path: string): string {
	const [, first = '', method = ''] = path.split('/');
	if (first.startsWith('waInstance')) return `/waInstance:id/${method}/:token`;
	return first === 'files' ? '/files/:id/:name' : path;
}

function isIdle(instance: SandboxInstance): boolean {
	if (instance.state === 'authorized' && instance.unsettled() > 0) return false;
	return instance.settings['webhookUrl'] === '' || instance.webhooks.counts().queued === 0;
}

function describe(instance: SandboxInstance): string {
	const { queued, refused, lastStatus } = instance.webhooks.counts();
	const { idInstance, state } = instance;
	return `${idInstance} (${state}): unsettled messages ${instance.unsettled()}, webhooks waiting ${queued}, refused ${refused}, last status ${lastStatus}`;
}

function sumUp(instances: Iterable<SandboxInstance>): GreenApiTotals {
	const totals = {
		sent: 0,
		queued: 0,
		webhooksQueued: 0,
		webhooksDelivered: 0,
		webhooksRefused: 0,
	};
	for (const instance of instances) {
		const counts = instance.webhooks.counts();
		totals.sent += instance.sent.length;
		totals.queued += instance.queue.length;
		totals.webhooksQueued += counts.queued;
		totals.webhooksDelivered += counts.delivered;
		totals.webhooksRefused += counts.refused;
	}
	return totals;
}
