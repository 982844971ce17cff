import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { type Phases, type Route, readPhases } from './routes.ts';

/** A file that is sent as it is, or the folder of a function. */
export type Output = { file: string; type: string } | { function: string };
export type Outputs = { phases: Phases; byPath: ReadonlyMap<string, Output> };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/vnd.microsoft.icon',
  '.woff2': 'font/woff2',
};

type Config = { routes: Route[]; overrides?: Record<string, { path?: string; contentType?: string }> };

/** Reads `.vercel/output`. Most functions are links to one that answers for all pages. */
export async function readOutputs(folder: string): Promise<Outputs> {
  const config: Config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
  const byPath = new Map<string, Output>();
  const [files, functions] = [join(folder, 'static'), join(folder, 'functions')];
  for (const entry of await readdir(files, { recursive: true })) {
    if (!(await stat(join(files, entry))).isFile()) continue;
    const { path = entry, contentType } = config.overrides?.[entry] ?? {};
    byPath.set(`/${path}`, { file: join(files, entry), type: contentType ?? TYPES[extname(entry)] ?? '' });
  }
  for (const entry of await readdir(functions, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.func')) continue;
    const path = relative(functions, join(entry.parentPath, entry.name)).slice(0, -'.func'.length);
    const place = await realpath(join(entry.parentPath, entry.name));
    byPath.set(path === 'index' ? '/' : `/${path}`, { function: place });
    if (path === 'index') byPath.set('/index', { function: place });
  }
  return { phases: readPhases(config.routes), byPath };
}
