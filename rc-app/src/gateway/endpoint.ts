import type {
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import type {
	IApiEndpointInfo,
	IApiRequest,
	IApiResponse,
} from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Gateway } from './gateway';

/** `/api/apps/public/<app id>/gateway`: takes POST alone, from the daemon alone. */
export class GatewayEndpoint extends ApiEndpoint {
	override path = 'gateway';

	constructor(
		app: IApp,
		private readonly gateway: Gateway,
	) {
		super(app);
	}

	async post(
		request: IApiRequest,
		_endpoint: IApiEndpointInfo,
		read: IRead,
		modify: IModify,
		http: IHttp,
		persistence: IPersistence,
	): Promise<IApiResponse> {
		const { status, body } = await this.gateway(request, { read, modify, http, persistence });
		return this.json({ status, content: body });
	}
}
