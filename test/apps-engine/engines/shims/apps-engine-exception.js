/** Stands in for a source file of the engine that is not in its package; the number is its JSON-RPC code. */
export class AppsEngineException extends Error {
	static JSONRPC_ERROR_CODE = -32070;
	name = 'AppsEngineException';

	getErrorInfo() {
		return { name: this.name, message: this.message };
	}
}
