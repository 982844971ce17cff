import { link, mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findVercel, HOW_TO_GET_VERCEL } from '#scripts/system/vercel.mjs';
import { run } from '#server/child.mjs';
import type { Environment } from '../fixtures/app-server.ts';
import { copySources } from '../fixtures/proxy-form.ts';

const PLACE = 'test-results/.vercel-form';
const MORE_SOURCES = ['instrumentation-client.ts', 'package-lock.json', 'public', 'vercel.json'];
/** What `vercel link` would write. The packages are those of this checkout: nothing is fetched. */
const PROJECT = {
  projectId: 'prj_none',
  orgId: 'team_none',
  settings: { framework: 'nextjs', installCommand: 'node --version' },
};

/**
 * Runs `vercel build --prod` on a copy of the sources, with what a deployment has in its environment: brings its
 * database up to date and builds. Takes a minute or two.
 */
export async function buildForVercel(environment: Environment) {
  const program = await findVercel();
  if (!program) throw new Error(HOW_TO_GET_VERCEL);
  await mkdir(PLACE, { recursive: true });
  const folder = resolve(await mkdtemp(join(PLACE, 'app-')));
  const remove = () => rm(folder, { recursive: true, force: true });
  await copySources(folder, MORE_SOURCES);
  await linkFolder('node_modules', join(folder, 'node_modules'));
  await mkdir(join(folder, '.vercel'));
  await writeFile(join(folder, '.vercel/project.json'), JSON.stringify(PROJECT));
  const quiet = { NEXT_TELEMETRY_DISABLED: '1', VERCEL_TELEMETRY_DISABLED: '1' };
  // Nothing of a developer's own account is read.
  const args = ['build', '--prod', '--yes', '--cwd', folder, '--global-config', join(folder, '.vercel/global')];
  const { code, output } = await run(program.path, args, {
    env: { PATH: process.env['PATH'], ...environment, ...quiet },
  });
  if (code === 0) return { folder, output: join(folder, '.vercel/output'), cli: program.version, remove };
  await remove();
  throw new Error(`vercel build failed:\n${output}`);
}

/** Copies a folder as hard links: the packages are 40,000 files. */
async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFolder(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await link(source, target);
  }
}
