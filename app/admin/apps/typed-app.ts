import type { Failure, FormAnswer, Result } from '#lib/result.ts';
import { type AppAddresses, addressField } from '#lib/rules/apps/app-addresses.ts';
import { type AppGuarding, guardingField, parseAppGuarding } from '#lib/rules/apps/app-guarding.ts';
import type { ClientKind } from '#lib/rules/apps/client-kind.ts';
import { parseOpenPaths } from '#lib/rules/apps/guarded-host.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';

const fieldOf = {
  description: 'description',
  launchUrl: 'launchUrl',
  postLogoutUris: 'signOut',
  backchannelUri: 'backChannel',
} as const;

/** Says a refusal at the field that it is about. */
export function refused(failure: Failure, typed: { redirects?: string | undefined; launchUrl?: string | undefined }) {
  const { code } = failure;
  if (code.startsWith('app-id-')) return refusedFields({ app: failure });
  if (code === 'app-name-shape') return refusedFields({ name: failure });
  if (code.startsWith('redirect-') && typed.redirects !== undefined) return refusedFields({ redirects: failure });
  const guarded = guardingField(failure);
  if (guarded) return refusedFields({ [guarded]: failure });
  if (!/^(redirect-|app-address-|app-description-)/.test(code)) return refusedForm(failure);
  return refusedFields({ [fieldOf[addressField(failure, typed)]]: failure });
}

/** Returns what of these is refused, each at its field: nobody wants to hear of one fault after the other. Null for nothing. */
export function refusedOf(parsed: Readonly<Record<string, Result<unknown>>>): FormAnswer | null {
  const failures = Object.entries(parsed).flatMap(([field, one]) => (one.ok ? [] : [[field, one] as const]));
  return failures.length > 0 ? refusedFields(Object.fromEntries(failures)) : null;
}

/** Parses where a proxy guards an app, field by field. */
export function parseGuarding(
  kind: ClientKind,
  { hosts = '', openPaths = '' }: { hosts?: string | undefined; openPaths?: string | undefined },
  ours: { origin: string },
): Record<'hosts' | 'openPaths', Result<unknown>> {
  return {
    hosts: parseAppGuarding(kind, { hosts: hostsOf(hosts) }, ours),
    openPaths: parseOpenPaths(pathsOf(openPaths)),
  };
}

/** Returns whom an app was opened to: groups by name, or everyone. */
export function accessOf({ openTo, groups }: { openTo: 'groups' | 'everyone'; groups: string[] }) {
  return openTo === 'everyone' ? openTo : groups;
}

/** Returns what was typed one a line: nothing of it has a space. */
export function linesOf(typed: string): string[] {
  return typed.split(/\s+/).filter(Boolean);
}

/** Returns hosts that were typed one a line or with commas. A space between two is a slip, and refused with them. */
export function hostsOf(typed: string): string[] {
  return trimmed(typed.split(/[\n,]/));
}

/** As `hostsOf`; a path can have a comma. */
export function pathsOf(typed: string): string[] {
  return trimmed(typed.split('\n'));
}

function trimmed(lines: string[]): string[] {
  return lines.map((line) => line.trim()).filter(Boolean);
}

type Typed = { [name in 'description' | 'launchUrl' | 'signOut' | 'backChannel']?: string | undefined } & {
  endsWith?: 'session' | 'app' | undefined;
};

/** Returns what was sent; what wasn't stays, or has its default. */
export function addressesOf({
  description,
  launchUrl,
  signOut,
  backChannel,
  endsWith: end,
}: Typed): Partial<AppAddresses> {
  return {
    ...(description !== undefined && { description }),
    ...(launchUrl !== undefined && { launchUrl }),
    ...(signOut !== undefined && { postLogoutUris: linesOf(signOut) }),
    ...(backChannel !== undefined && { backchannelUri: backChannel }),
    ...(end && { endsWith: end }),
  };
}

/** As `addressesOf`. */
export function guardingOf({
  hosts,
  openPaths,
  remoteUser,
}: {
  hosts?: string | undefined;
  openPaths?: string | undefined;
  remoteUser?: 'id' | 'email' | undefined;
}): Partial<AppGuarding> {
  return {
    ...(hosts !== undefined && { hosts: hostsOf(hosts) }),
    ...(openPaths !== undefined && { openPaths: pathsOf(openPaths) }),
    ...(remoteUser && { remoteUser }),
  };
}
