import { z } from 'zod';
import type { Failure } from '../result.ts';
import { type AppAddresses, addressField, parseAppAddresses } from '../rules/apps/app-addresses.ts';
import { type AppGuarding, guardingField, launchUrlAt, parseAppGuarding } from '../rules/apps/app-guarding.ts';
import { parseAppId, parseAppName } from '../rules/apps/app-name.ts';
import { clientKinds } from '../rules/apps/client-kind.ts';
import { hostnameOf } from '../rules/apps/guarded-host.ts';
import { parseRedirectUris } from '../rules/apps/redirect-uri.ts';
import { parseSignInAge } from '../rules/apps/sign-in-age.ts';
import { parseGroupName } from '../rules/groups/group-name.ts';
import { refusals } from '../words/en/refusals.ts';
import { readJson } from './json-lines.ts';
import { limits } from './limits.ts';
import { readBounded } from './read-bounded.ts';
import type { SettingProblem, Settings } from './settings.ts';

/** SHA-256 in base64url, as `app hash` prints it. */
const HASH = /^[\w-]{43}$/;

const shape = z.strictObject({
  apps: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        kind: z.enum(clientKinds).default('confidential'),
        redirectUris: z.array(z.string()).default([]),
        openTo: z.union([z.literal('everyone'), z.array(z.string())]).default([]),
        secretHash: z.string().regex(HASH).nullable().default(null),
        secondFactor: z.enum(['required', 'optional']).default('required'),
        signInAgeMinutes: z.number().nullable().default(null),
        pkce: z.enum(['required', 'optional']).default('required'),
        description: z.string().default(''),
        launchUrl: z.string().default(''),
        onHome: z.enum(['shown', 'hidden']).default('shown'),
        postLogoutUris: z.array(z.string()).default([]),
        backchannelUri: z.string().default(''),
        staysSignedIn: z.boolean().default(false),
        hosts: z.array(z.string()).default([]),
        openPaths: z.array(z.string()).default([]),
        remoteUser: z.enum(['id', 'email']).default('id'),
      }),
    )
    .max(limits.appsInAll),
});

const none: AppAddresses = {
  ...{ description: null, launchUrl: null, onHome: 'shown', postLogoutUris: [], backchannelUri: null },
  endsWith: 'session',
};

const unguarded: AppGuarding = { hosts: [], openPaths: [], remoteUser: 'id' };

/** An app as APPS_FILE declares it, its values checked. */
export type DeclaredApp = AppAddresses &
  AppGuarding &
  Pick<Written, 'id' | 'name' | 'kind' | 'redirectUris' | 'openTo' | 'secretHash' | 'pkce'> & {
    demands: 'second-factor' | 'session';
    maxSignInAgeMs: number | null;
  };
type Written = z.output<typeof shape>['apps'][number];

/** Reads the apps that APPS_FILE declares: all of them or, where one has a fault, none. */
export function readAppsFile({ appsFile, origin }: Pick<Settings, 'appsFile' | 'origin'>): {
  apps: DeclaredApp[];
  problems: SettingProblem[];
} {
  if (!appsFile) return { apps: [], problems: [] };
  let text: string;
  try {
    text = readBounded(appsFile, limits.appsFileMaxBytes).toString('utf8');
  } catch (error) {
    return { apps: [], problems: [problem(`names a file that can’t be read (${String((error as Error).message)})`)] };
  }
  return parseAppsFile(text, { origin });
}

/** Parses what APPS_FILE holds; `origin` is our own. Each problem names its line. */
export function parseAppsFile(
  text: string,
  { origin }: Pick<Settings, 'origin'>,
): { apps: DeclaredApp[]; problems: SettingProblem[] } {
  const read = readJson(text.replace(/^\uFEFF/, ''));
  if (!read.ok) return { apps: [], problems: [problem(`line ${read.line}: is no JSON from here on`)] };
  const at = (path: readonly PropertyKey[], says: string) => problem(`line ${read.lineOf(path)}: ${says}`);
  const problems = read.doubled.map(({ line, name }) => problem(`line ${line}: names “${name}” twice`));
  const parsed = shape.safeParse(read.value);
  if (!parsed.success)
    return {
      apps: [],
      problems: [...problems, ...parsed.error.issues.map((issue) => at(placeOf(issue), sayIssue(issue)))],
    };
  const ids = new Set<string>();
  const hosts = new Set<string>();
  const apps = parsed.data.apps.map((app, index) => {
    const wrong = (name: string, says: string) => problems.push(at(['apps', index, name], says));
    const check = <T>(name: string, result: { ok: true; value: T } | Failure, otherwise: T): T => {
      if (result.ok) return result.value;
      wrong(name, sayRefusal(result));
      return otherwise;
    };
    const id = check('id', parseAppId(app.id), '');
    if (ids.has(id)) wrong('id', `is the ID of two apps: ${id}`);
    ids.add(id);
    for (const group of app.openTo === 'everyone' ? [] : app.openTo) check('openTo', parseGroupName(group), group);
    const { kind, secretHash, signInAgeMinutes } = app;
    if (kind === 'confidential' && !secretHash)
      wrong('secretHash', 'an app on a server needs a secretHash. Make one with: npm run admin -- app hash');
    if (kind !== 'confidential' && secretHash) wrong('secretHash', 'only an app on a server keeps a secret');
    if (kind !== 'confidential' && app.pkce === 'optional') wrong('pkce', 'an app without a secret needs PKCE');
    const typed = { ...app, endsWith: app.staysSignedIn ? ('app' as const) : ('session' as const) };
    const addresses = parseAppAddresses(kind, typed);
    if (!addresses.ok) wrong(addressField(addresses, app), sayRefusal(addresses));
    const guarding = parseAppGuarding(kind, app, { origin });
    if (!guarding.ok) wrong(guardingField(guarding) ?? 'hosts', sayRefusal(guarding));
    const guarded = guarding.ok ? guarding.value : unguarded;
    for (const name of new Set(guarded.hosts.map(hostnameOf))) {
      if (hosts.has(name)) wrong('hosts', `has a host of two apps: ${name}`);
      hosts.add(name);
    }
    const known = addresses.ok ? addresses.value : none;
    return {
      ...known,
      ...guarded,
      launchUrl: known.launchUrl ?? launchUrlAt(kind, guarded.hosts, origin),
      ...{ id, kind, secretHash, openTo: app.openTo, pkce: app.pkce },
      name: check('name', parseAppName(app.name), ''),
      redirectUris: check('redirectUris', parseRedirectUris(kind, app.redirectUris), []),
      demands: app.secondFactor === 'required' ? ('second-factor' as const) : ('session' as const),
      maxSignInAgeMs: check(
        'signInAgeMinutes',
        parseSignInAge(signInAgeMinutes === null ? '' : String(signInAgeMinutes)),
        null,
      ),
    };
  });
  return problems.length > 0 ? { apps: [], problems } : { apps, problems };
}

function problem(says: string): SettingProblem {
  return { name: 'APPS_FILE', problem: says, fix: 'See .env.example; nothing of the file was applied' };
}

type Issue = z.core.$ZodIssue;

/** A name that isn't known has its own line; zod gives that of the object. */
function placeOf(issue: Issue): readonly PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
}

function sayIssue(issue: Issue): string {
  const name = String(issue.path.findLast((part) => typeof part === 'string') ?? 'the file');
  if (issue.code === 'unrecognized_keys') return `“${issue.keys[0]}” is no name that is known here`;
  if (issue.code === 'too_big') return `has more than ${limits.appsInAll} apps`;
  if (name === 'secretHash') return 'secretHash is no hash of a secret. Make one with: npm run admin -- app hash';
  if (issue.code === 'invalid_value') return `“${name}” is not one of ${issue.values.join(', ')}`;
  return `“${name}” is missing, or of another kind than it should be`;
}

function sayRefusal({ code, facts }: Failure): string {
  const sentence = refusals[code];
  return typeof sentence === 'string' ? sentence : (sentence as (known: typeof facts) => string)(facts);
}
