/** Path below the daemon's address that GREEN-API posts to. */
export const GREEN_API_PATH = '/api/webhook/green-api';

/** Path that Rocket.Chat posts to; a GET is answered with name and version, what stands behind it are commands. */
export const ROCKET_PATH = '/api/webhook/rocket';
