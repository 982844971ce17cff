type Id = { id: string };

/** What `npm run admin app …` asks and says. */
export const commandApps = {
  listed: ({ id, name, kind, openTo, hosts }: Id & Record<'name' | 'kind' | 'openTo', string> & { hosts: string[] }) =>
    [id, name, kind, openTo, ...(hosts.length > 0 ? [hosts.join(', ')] : [])].join('\t'),
  everyone: 'open to everyone',
  disabled: 'disabled',
  noOne: 'open to no one',
  groups: ({ names }: { names: string }) => `open to ${names}`,
  added: ({ id }: Id) => `Added the app ${id}.`,
  secret: ({ secret }: { secret: string }) => `client secret  ${secret}  (it won’t be shown again)`,
  card: {
    issuer: ({ origin }: { origin: string }) => `issuer         ${origin}`,
    discovery: ({ origin }: { origin: string }) => `discovery      ${origin}/.well-known/openid-configuration`,
    clientId: ({ id }: Id) => `client ID      ${id}`,
    scopes: 'scopes         openid profile email groups',
    authentication: ({ way }: { way: string }) => `authentication ${way}, PKCE with S256`,
    basic: 'client_secret_basic or client_secret_post',
    none: 'none',
    redirect: ({ uri }: { uri: string }) => `redirect       ${uri}`,
    host: ({ host }: { host: string }) => `guarded at     ${host}`,
    openPath: ({ path }: { path: string }) => `open path      ${path}`,
    remoteUser: ({ is }: { is: string }) => `Remote-User    ${is}`,
    age: ({ minutes }: { minutes: number }) => `sign-in        at most ${minutes} minutes old`,
    factors: ({ isTwo }: { isTwo: boolean }) => `wants          ${isTwo ? 'two factors' : 'one factor'}`,
    launch: ({ url }: { url: string }) => `opens at       ${url}`,
    signOut: ({ uri }: { uri: string }) => `signs out to   ${uri}`,
    backChannel: ({ uri }: { uri: string }) => `back channel   ${uri}`,
    refused: ({ at, says }: { at: string; says: string }) => `refused        ${at}: ${says}`,
    stays: 'stays          signed in when the session ends',
  },
  remoteUsers: { id: 'the ID of the account', email: 'the email address, confirmed' },
  hash: ({ hash }: { hash: string }) => `secretHash     ${hash}  (for APPS_FILE)`,
  fileUnset: 'APPS_FILE isn’t set, so there’s nothing to apply.',
  fileFault: ({ problem }: { problem: string }) => `APPS_FILE, ${problem}`,
  synced: ({ added, changed, removed }: Record<'added' | 'changed' | 'removed', number>) =>
    `Added ${added}, changed ${changed}, removed ${removed}.`,
  unknownGroups: ({ names }: { names: string }) =>
    `There are no groups called ${names}: the apps are closed to them until you create them and run this again.`,
  changed: ({ id }: Id) => `Changed the app ${id}.`,
  disabledOne: ({ id }: Id) => `Disabled the app ${id}: no one can sign in to it.`,
  enabledOne: ({ id }: Id) => `Enabled the app ${id}.`,
  accessChanged: ({ id, openTo }: Id & { openTo: string }) => `${id} is now ${openTo}.`,
  oldSecret: ({ until }: { until: string }) => `The old secret works until ${until}.`,
  question: ({ id }: Id) => `This will remove the app ${id}: no one can sign in to it any more.`,
  removed: ({ id }: Id) => `Removed the app ${id}.`,
  bothAccess: 'Use --groups or --everyone, not both.',
};
