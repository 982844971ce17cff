// node server/serve-build.mjs: serves the build in BUILD_FOLDER on HOSTNAME and PORT, as the server of Next's standalone
// output does, which is what an image runs. `next start` would read next.config.ts first, and so load and keep the
// compiler of the build.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { BUILD_FOLDER = '.next', HOSTNAME: hostname = '0.0.0.0', PORT = '3000' } = process.env;
/** The configuration as the build has worked it out. */
const { config } = JSON.parse(readFileSync(join(BUILD_FOLDER, 'required-server-files.json'), 'utf8'));
process.env['__NEXT_PRIVATE_STANDALONE_CONFIG'] = JSON.stringify(config);

require('next');
const { startServer } = require('next/dist/server/lib/start-server');
startServer({ dir: process.cwd(), isDev: false, hostname, port: Number(PORT), allowRetry: false }).catch((error) => {
  console.error(error);
  process.exit(1);
});
