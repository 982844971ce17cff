import type { AppAddresses } from './app-addresses.ts';
import type { AppGuarding } from './app-guarding.ts';

/** What can change of an app; the audit log names it. */
export const appChanges = [
  'name',
  'home',
  'redirect-uris',
  'demands',
  'sign-in-age',
  'pkce',
  'sign-out',
  'ends-with',
  'hosts',
  'open-paths',
  'remote-user',
  'kind',
  'secret',
] as const;
export type AppChange = (typeof appChanges)[number];

type Comparable = AppAddresses &
  AppGuarding & {
    name: string;
    demands: string;
    maxSignInAgeMs: number | null;
    redirectUris: readonly string[];
    pkce: string;
    kind?: string;
    secretHash?: string | null;
  };

/** Returns what differs; what the second leaves out stays as it is. */
export function changesOf(before: Comparable, after: Comparable): AppChange[] {
  const differs: Readonly<Record<AppChange, boolean>> = {
    name: before.name !== after.name,
    home: homeOf(before) !== homeOf(after),
    'redirect-uris': before.redirectUris.join(' ') !== after.redirectUris.join(' '),
    demands: before.demands !== after.demands,
    'sign-in-age': before.maxSignInAgeMs !== after.maxSignInAgeMs,
    pkce: before.pkce !== after.pkce,
    'sign-out': signOutOf(before) !== signOutOf(after),
    'ends-with': before.endsWith !== after.endsWith,
    hosts: [...before.hosts].sort().join(' ') !== [...after.hosts].sort().join(' '),
    'open-paths': before.openPaths.join(' ') !== after.openPaths.join(' '),
    'remote-user': before.remoteUser !== after.remoteUser,
    kind: after.kind !== undefined && before.kind !== after.kind,
    secret: after.secretHash !== undefined && before.secretHash !== after.secretHash,
  };
  return appChanges.filter((change) => differs[change]);
}

function homeOf({ description, launchUrl, onHome }: Comparable): string {
  return [onHome, launchUrl ?? '', description ?? ''].join(' ');
}

function signOutOf({ postLogoutUris, backchannelUri }: Comparable): string {
  return [backchannelUri ?? '', ...postLogoutUris].join(' ');
}
