import { plurals } from '../plural.ts';

const p = plurals('en');

/** What `npm run admin -- doctor` finds, and how to fix it. */
export const doctor = {
  states: { ok: 'ok', warning: 'warning', fault: 'FAULT' },
  allGood: 'All good.',
  onlyWarnings: ({ count }: { count: number }) =>
    p(count, { one: 'Nothing is broken; 1 warning.', other: `Nothing is broken; ${count} warnings.` }),
  fixFaults: 'Fix the items marked FAULT.',
  accent: ({ accent, used }: { accent: string; used: string }) =>
    `${accent} is too light for white text; ${used} is used`,
  appsDeclared: ({ count }: { count: number }) => p(count, { one: '1 app', other: `${count} apps` }),
  settings: {
    complete: 'complete',
    notHttps: ({ origin }: { origin: string }) => ({
      says: `${origin} is not https`,
      fix: 'Put a proxy with TLS in front.',
    }),
    hsts: {
      subdomains: ({ host }: { host: string }) => `subdomains: every host below ${host} too`,
      host: 'host: this host alone',
    },
    openSignUp: ({ domains }: { domains: string | null }) => ({
      says: domains
        ? `anyone can create an account with any address at ${domains}, since addresses can’t be confirmed`
        : 'anyone can create an account with any address, since addresses can’t be confirmed',
      fix: 'Set SMTP_URL, or SIGNUP=invitation or closed.',
    }),
    signUpFor: ({ signup, domains }: { signup: string; domains: string }) => `${signup}, for ${domains}`,
    domainsUnused: ({ signup }: { signup: string }) => ({
      says: `has no effect: SIGNUP is ${signup}`,
      fix: 'Set SIGNUP=open, or leave SIGNUP_DOMAINS out.',
    }),
    noProxies: {
      says: '0, although https ends in front of the app: everyone seems to come from one address',
      fix: 'Set it to the number of your proxies.',
    },
    noSupport: 'not set: people who are locked out don’t know whom to ask',
  },
  mail: {
    accepted: 'mail server accepts our login',
    fix: 'Start the mail server, or fix SMTP_URL.',
    toFolder: ({ folder }: { folder: string }) => ({
      says: `written to ${folder}, not sent`,
      fix: 'Set SMTP_URL.',
    }),
    notAFolder: ({ place }: { place: string }) => `${place} is not a folder`,
    makeWritable: 'Make MAIL_FOLDER writable.',
    sending: 'being sent',
    empty: 'empty',
    waits: ({ minutes }: { minutes: number }) => ({
      says: p(minutes, {
        one: 'the oldest email has been waiting for 1 minute',
        other: `the oldest email has been waiting for ${minutes} minutes`,
      }),
      fix: 'Check that the server is running and that SMTP_URL works.',
    }),
  },
  files: ({ place, uid, gid }: { place: string; uid: number; gid: number }) => ({
    says: `${place} belongs to root, but its folder to user ${uid}, who runs the server`,
    fix: `chown -R ${uid}:${gid} ${place}`,
  }),
  database: {
    missing: ({ path }: { path: string }) => ({ says: `${path} doesn’t exist yet`, fix: 'npm start creates it.' }),
    damaged: ({ path, fault }: { path: string; fault: string }) => ({
      says: `${path}: ${fault}`,
      fix: 'Restore a backup: npm run admin -- restore FILE',
    }),
    sound: ({ path }: { path: string }) => `${path}, sound, only its owner can read it`,
    mode: ({ path, mode }: { path: string; mode: string }) => ({
      says: `${path} has mode ${mode}`,
      fix: `chmod 600 ${path}`,
    }),
    answers: 'answers',
    fix: 'Fix the database, or DATABASE_URL.',
    behind: {
      says: 'lacks migrations of this version',
      fix: 'npm start runs them, or npm run admin -- migrate',
    },
    ahead: {
      says: 'was migrated by a newer version of this app',
      fix: 'Start that version, or restore a backup from before the upgrade.',
    },
  },
  notices: {
    failed: ({ apps, count }: { apps: string; count: number }) => ({
      says: p(count, {
        one: `${apps} wasn’t told of 1 ended session`,
        other: `${apps}: ${count} ended sessions couldn’t be told`,
      }),
      fix: 'Look at the back-channel address of each app, and at what it answers: logout-notice-given-up in the log.',
    }),
  },
  /** Where proxies guard apps; the host stands before each. */
  hosts: {
    well: ({ count, names }: { count: number; names: string | null }) => {
      const says = p(count, {
        one: '1 host asks here before it lets a request through',
        other: `${count} hosts ask here before they let a request through`,
      });
      return names === null ? says : `${says}: ${names}`;
    },
    unreachable: ({ reason }: { reason: string }) => ({
      says: `can’t be asked from here (${reason})`,
      fix: 'Check its DNS entry, its certificate, and that your proxy is running. If only this machine can’t reach it, open it in a browser instead.',
    }),
    noHandOver: ({ status, location, to }: { status: number; location: string | null; to: string }) => ({
      says: location
        ? `/.connect/start leads to ${location}, not to ${to}`
        : `/.connect/start answers ${status} and doesn’t lead to ${to}`,
      fix: 'In your proxy, pass /.connect/ on to this server with the host exactly as registered, and leave the Location of its answers alone: $guarded_host and proxy_redirect off in nginx, import guard in Caddy. AUTH_URL has to be that of the running server.',
    }),
    elsewhere: ({ host }: { host: string }) => ({
      says: `leads people to sign in for ${host}`,
      fix: 'In nginx, set $guarded_host in the server of this host to this host. If it is, no server has this host as its server_name, and another one answers.',
    }),
    noSignIn: {
      says: 'answers 401 without leading people to sign in',
      fix: 'In nginx, include guard/nginx-location.conf in each location: its error_page does that.',
    },
    refusesAll: {
      says: 'turns everyone away with 403: we don’t recognise what its proxy asks',
      fix: 'In your proxy, check the host that it asks about ($guarded_host in nginx), and FORWARD_AUTH_TOKEN if that is set.',
    },
    unanswered: ({ status }: { status: number }) => ({
      says: `answers ${status}: its proxy gets no answer from this server`,
      fix: 'In your proxy, check where this server is: $accounts in nginx, ACCOUNTS in Caddy. Its log says more.',
    }),
    unguarded: ({ status }: { status: number }) => ({
      says: `answers ${status} to a stranger: anyone can use the app`,
      fix: 'In your proxy, ask here first: include guard/nginx-location.conf in each location of nginx, import guard inside route in Caddy.',
    }),
  },
  webhook: {
    unset: ({ count }: { count: number }) => ({
      says: p(count, {
        one: 'not set, but 1 event waits for it',
        other: `not set, but ${count} events wait for it`,
      }),
      fix: 'Set it again and they are sent, or leave it: they go after AUDIT_DAYS.',
    }),
    waits: ({ host, count, minutes }: { host: string; count: number; minutes: number }) => ({
      says: p(count, {
        one: `1 event waits for ${host}, for ${minutes} minutes`,
        other: `${count} events wait for ${host}, the oldest for ${minutes} minutes`,
      }),
      fix: 'Check that the server is running, and: npm run admin -- webhook test',
    }),
    failed: ({ host, count }: { host: string; count: number }) => ({
      says: p(count, {
        one: `1 event was given up: ${host} never took it`,
        other: `${count} events were given up: ${host} never took them`,
      }),
      fix: 'Once npm run admin -- webhook test works: npm run admin -- webhook retry',
    }),
  },
  hash: {
    takes: ({ ms }: { ms: number }) => `a password takes ${ms} ms`,
    isSlow: ({ ms }: { ms: number }) => ({
      says: `a password takes ${ms} ms, so a sign-in takes seconds`,
      fix: 'Give the server a whole processor, and enough memory not to swap.',
    }),
  },
  passkeys: {
    on: ({ host }: { host: string }) => `on for ${host}`,
    turnedOff: 'off: PASSKEYS=off',
    off: {
      'ip-address': { says: 'off: AUTH_URL is an IP address', fix: 'Give the server a host name.' },
      'not-https': { says: 'off: AUTH_URL is not https', fix: 'Put a proxy with TLS in front.' },
    },
    stranded: ({ count, host, canReturn }: { count: number; host: string; canReturn: boolean }) => {
      const made = p(count, {
        one: `1 passkey was created for ${host} and can’t be used`,
        other: `${count} passkeys were created for ${host} and can’t be used`,
      });
      return canReturn
        ? { says: `${made}; set PASSKEY_RP_ID=${host} to use ${p(count, { one: 'it', other: 'them' })}` }
        : { says: made, fix: `Browsers accept them only at ${host} or below it. People can add new ones.` };
    },
  },
  keys: {
    sound: 'all authenticators can be decrypted',
    missing: ({ count, keyId }: { count: number; keyId: string }) =>
      p(count, {
        one: `1 authenticator is encrypted with ${keyId}, which is not among them`,
        other: `${count} authenticators are encrypted with ${keyId}, which is not among them`,
      }),
  },
  unreadAddress: ({ since }: { since: string }) => ({
    says: `the running server could not read a visitor’s address (first at ${since}), so limits by address don’t apply`,
    fix: 'Set TRUSTED_PROXIES to the number of your proxies, check what they write into X-Forwarded-For, and restart.',
  }),
  providers: {
    known: ({ url }: { url: string }) => `accepts our ID and secret; return address to register there: ${url}`,
    googleClaims:
      'For this app at Google, turn on “session age claims”: without auth_time, a fresh sign-in looks like an old one (docs/security.md).',
    noClaims:
      'It doesn’t say when it last asked for a password, so a fresh sign-in looks like an old one (docs/security.md).',
    look: ({ names, advice, url }: { names: string; advice: string; url: string }) =>
      names
        ? `Check ${names}. ${advice} Also, register this return address there: ${url}`
        : `${advice} Also, register this return address there: ${url}`,
  },
  clock: {
    noAnswer: 'not compared: no provider answered. Keep it set with NTP: codes depend on it.',
    noProvider: 'not compared: no provider is set up. Keep it set with NTP: codes depend on it.',
    near: ({ seconds }: { seconds: number }) => `within ${seconds} s of the providers’`,
    behind: ({ seconds }: { seconds: number }) => `${seconds} s behind`,
    ahead: ({ seconds }: { seconds: number }) => `${seconds} s ahead`,
    fix: 'Set it with NTP: codes of authenticator apps depend on it.',
  },
};
