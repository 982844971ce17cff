import type { findClient } from '../../db/queries/apps.ts';
import { MINUTE_MS } from '../config/limits.ts';
import { commandApps as words } from '../words/en/command-apps.ts';

export type Found = NonNullable<Awaited<ReturnType<typeof findClient>>>;

/** Returns every value that an app asks for, and where a proxy guards it. */
export function cardLines(origin: string, { app, client }: Found, hosts: readonly string[]): string[] {
  return [
    ...(client.kind === 'guarded' ? [] : openIdCard(origin, app.id, client)),
    ...hosts.map((host) => words.card.host({ host })),
    ...app.openPaths.map((path) => words.card.openPath({ path })),
    ...(hosts.length > 0 ? [words.card.remoteUser({ is: words.remoteUsers[app.remoteUser] })] : []),
    words.card.factors({ isTwo: app.demands === 'second-factor' }),
    ...(app.launchUrl ? [words.card.launch({ url: app.launchUrl })] : []),
    ...client.postLogoutUris.map((uri) => words.card.signOut({ uri })),
    ...(client.backchannelUri ? [words.card.backChannel({ uri: client.backchannelUri })] : []),
    ...(client.endsWith === 'app' ? [words.card.stays] : []),
    ...(app.maxSignInAgeMs === null ? [] : [words.card.age({ minutes: app.maxSignInAgeMs / MINUTE_MS })]),
  ];
}

function openIdCard(origin: string, id: string, { kind, redirectUris }: Found['client']): string[] {
  return [
    words.card.issuer({ origin }),
    words.card.discovery({ origin }),
    words.card.clientId({ id }),
    words.card.scopes,
    words.card.authentication({ way: kind === 'confidential' ? words.card.basic : words.card.none }),
    ...redirectUris.map((uri) => words.card.redirect({ uri })),
  ];
}
