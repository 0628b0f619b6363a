import { loadConfig } from './src/core/config/load-config.js';
import { createKnexConfig } from './src/core/storage/knex-config.js';

/** For the knex command line: `npm run knex -- migrate:list`. The program itself uses `greenapi-rc migrate`. */
export default createKnexConfig(loadConfig(process.env, process.cwd()).config.databaseUrl);
