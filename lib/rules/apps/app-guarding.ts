import { type Failure, type Result, refuse, succeed } from '../../result.ts';
import type { ClientKind } from './client-kind.ts';
import { parseGuardedHosts, parseOpenPaths } from './guarded-host.ts';

/** Where a proxy guards an app, what it lets anyone request there, and what it passes on of who is signed in. */
export type AppGuarding = {
  hosts: string[];
  openPaths: string[];
  /** What stands in Remote-User. `email`: only people who have confirmed theirs are let in. */
  remoteUser: 'id' | 'email';
};

/** Parses what an administrator types of it; what is left out has its safe default. `origin` is our own. */
export function parseAppGuarding(
  kind: ClientKind,
  typed: { readonly [Key in keyof AppGuarding]?: Readonly<AppGuarding[Key]> | undefined },
  ours: { origin: string },
): Result<AppGuarding> {
  const hosts = parseGuardedHosts(typed.hosts ?? [], ours);
  if (!hosts.ok) return hosts;
  if (kind === 'guarded' && hosts.value.length === 0) return refuse('guarded-host-missing');
  const openPaths = parseOpenPaths(typed.openPaths ?? []);
  if (!openPaths.ok) return openPaths;
  return succeed({ hosts: hosts.value, openPaths: openPaths.value, remoteUser: typed.remoteUser ?? 'id' });
}

/** Returns which of what was typed is refused; null for a refusal of something else. */
export function guardingField({ code }: Failure): 'hosts' | 'openPaths' | null {
  if (code.startsWith('guarded-host')) return 'hosts';
  return code.startsWith('open-path') ? 'openPaths' : null;
}

/** Returns what Home opens where no address is typed: the first host of an app that has no address of another kind. */
export function launchUrlAt(kind: ClientKind, hosts: readonly string[], origin: string): string | null {
  const [host] = hosts;
  return kind === 'guarded' && host !== undefined ? `${new URL(origin).protocol}//${host}/` : null;
}
