import type { GreenApiClient } from '../../src/core/green-api/types.js';
import type { RocketChatGateway } from '../../src/core/rocket-chat/gateway.js';

const unused = () => Promise.reject(new Error('This call was not expected.'));

/** A client whose every call fails: a test replaces those that it expects. */
export const unusedClient: GreenApiClient = {
	...{ getSettings: unused, setSettings: unused, getState: unused, listQueue: unused },
	...{ sendText: unused, sendFile: unused, listSent: unused, editText: unused },
	...{ deleteMessage: unused, sendReaction: unused, markRead: unused },
	...{ findDownloadUrl: unused, checkWhatsapp: unused, getContactInfo: unused },
	...{ getQr: unused, getPairingCode: unused, getAccount: unused },
	...{ logout: unused, reboot: unused, countWebhooks: unused },
};

/** A gateway whose every call fails: a test replaces those that it expects. */
export const unusedGateway: RocketChatGateway = {
	...{ hasVisitor: unused, registerVisitor: unused, openRoom: unused, postAsVisitor: unused },
	...{ uploadAsVisitor: unused, findUploads: unused, editAsVisitor: unused },
	...{ deleteAsVisitor: unused, notifyAgent: unused, tellUser: unused },
	...{ react: unused, showReceipt: unused },
	...{ fetchFile: unused, ping: unused, closeRoom: unused },
};
