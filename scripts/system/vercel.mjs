import { run } from '../../server/child.mjs';
import { findProgram } from './find-program.mjs';

/** It brings 250 MB and isn't a package of this project: nothing else needs it. */
export const HOW_TO_GET_VERCEL =
  'There is no "vercel" in the PATH. Install it outside of this project: npm install --global vercel@50.0.0';

/**
 * Returns Vercel's command line and its version; null when there is none on this machine.
 *
 * @returns {Promise<{ path: string; version: string } | null>}
 */
export async function findVercel() {
  const path = findProgram('vercel');
  if (!path) return null;
  const { code, output } = await run(path, ['--version'], {
    env: { PATH: process.env.PATH, VERCEL_TELEMETRY_DISABLED: '1' },
  });
  const [version] = /\d+\.\d+\.\d+/.exec(output.split('\n').findLast(Boolean) ?? '') ?? [];
  return code === 0 && version ? { path, version } : null;
}
