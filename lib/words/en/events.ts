import { limits } from '../../config/limits.ts';
import { plurals } from '../plural.ts';
import { eventKinds } from './event-kinds.ts';
import { eventNotices } from './event-notices.ts';

const p = plurals('en');

type Reason = { reason: string };
type Provider = { providerName: string };
type Named = { name: string };
type Titled = { title: string };
type App = { app: string };
/** `isOneApp`: one of several apps; `isApp`: the only one. */
type Taken = { isApp: boolean; isOneApp: boolean; name: string | null };

/**
 * What happened to an account, by kind: the line of Activity and of the log, and the notice that its owner is emailed.
 * lib/rules/events/catalogue.ts says which kinds there are and which are emailed.
 */
export const events = {
  /** Ways to sign in, inside a sentence. */
  methods: {
    ownPassword: 'your password',
    password: 'a password',
    totp: 'an authenticator code',
    'recovery-code': 'a one-time password',
    passkey: 'a passkey',
    'security-key': 'a security key',
    'bypass-code': 'a one-time sign-in code from an administrator',
  },
  /** Whose account it was; without an email where none is left. */
  deletedAccount: ({ email }: { email: string | null }) => (email ? `${email} (deleted)` : 'Deleted account'),
  /** Codes that were refused without being compared, by the refusal. */
  rejections: {
    'too-many-attempts': 'Code rejected: too many attempts',
    'code-reused': 'Code rejected: already used',
    'challenge-expired': 'Code rejected: the sign-in had already ended',
    'authenticator-suspended': 'Code rejected: the authenticator app is disabled',
    'authenticator-unreadable': 'Code rejected: it couldn’t be checked',
    'two-factor-off': 'Code rejected: two-factor authentication was off',
  },
  kinds: eventKinds,
  lines: {
    'signed-up': ({ methodName }: { methodName: string }) => `Account created with ${methodName}`,
    /** `passkeyName`: what its owner calls the passkey or security key, where one was used. */
    'signed-in': ({
      firstFactorName,
      secondFactorName,
      passkeyName,
    }: {
      firstFactorName: string;
      secondFactorName: string;
      passkeyName: string;
    }) => {
      const name = passkeyName && ` (${passkeyName})`;
      return secondFactorName
        ? `Signed in with ${firstFactorName} and ${secondFactorName}${name}`
        : `Signed in with ${firstFactorName}${name}`;
    },
    'signed-out': 'Signed out',
    'code-refused': ({
      isRecoveryCode,
      isPasskey,
      providerName,
    }: Provider & { isRecoveryCode: boolean; isPasskey: boolean }) => {
      const after = providerName ? `(after signing in with ${providerName})` : '(password was correct)';
      if (isPasskey) return `Passkey rejected ${after}`;
      return `Incorrect ${isRecoveryCode ? 'one-time password' : 'code'} ${after}`;
    },
    'recovery-code-used': ({ number }: { number: number }) => `One-time password ${number} used`,
    'two-factor-enabled': 'Two-factor authentication enabled',
    'two-factor-disabled': 'Two-factor authentication disabled',
    'authenticator-suspended': 'Authenticator app disabled after too many incorrect codes',
    'recovery-codes-renewed': 'New one-time passwords created',
    'password-changed': 'Password changed',
    'password-set': 'Password set',
    'password-reset': 'Password changed using an emailed link',
    'authenticator-moved': 'Authenticator app changed',
    'authenticator-added': ({ name }: { name: string | null }) => `${named('Authenticator app', name)} added`,
    'authenticator-removed': ({ name }: { name: string | null }) => `${named('Authenticator app', name)} removed`,
    'new-browser': ({ browser }: { browser: string }) => `New browser: ${browser}`,
    'codes-refused': `${limits.refusedCodesBeforeNotice} incorrect codes in a row`,
    'provider-connected': ({ providerName }: Provider) => `${providerName} connected`,
    'provider-disconnected': ({ providerName }: Provider) => `${providerName} disconnected`,
    'passkey-added': ({ name }: Named) => `Passkey added: ${name}`,
    'passkey-removed': ({ name }: Named) => `Passkey removed: ${name}`,
    'passkey-demoted': ({ name }: Named) => `Passkey no longer signs in by itself: ${name}`,
    'security-key-added': ({ name }: Named) => `Security key added: ${name}`,
    'security-key-removed': ({ name }: Named) => `Security key removed: ${name}`,
    'passkey-copy-suspected': ({ name }: Named) => `Passkey rejected: ${name} may have been copied`,
    'email-changed': ({ from, to }: { from: string; to: string }) => `Email address changed from ${from} to ${to}`,
    'email-change-undone': ({ to }: { to: string | null }) =>
      to ? `Email address changed back to ${to}` : 'Change of email address undone',
    'email-undo-waiting': ({ to }: { to: string }) => `Change back to ${to} requested`,
    'email-undo-stopped': ({ to }: { to: string }) => `Change back to ${to} stopped`,
    'email-undo-sent': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator sent ${to} a link to undo the change of address`, reason),
    'email-undo-withdrawn': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator withdrew the link sent to ${to}`, reason),
    'email-change-sent': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator sent ${to} a link to make it this account’s new address`, reason),
    'email-change-scheduled': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator scheduled a change of the email address to ${to}`, reason),
    'email-change-withdrawn': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator cancelled the change of the email address to ${to}`, reason),
    'email-restored': ({ email }: { email: string }) => `Email address kept: ${email}`,
    'locked-down': 'Account locked down using an emailed link',
    'second-factor-taken-off': ({ isApp, isOneApp, name }: Taken) => {
      if (isOneApp) return `${named('Authenticator app', name)} removed when a new password was set`;
      return isApp
        ? 'Authenticator app disabled when a new password was set'
        : 'One-time passwords removed when a new password was set';
    },
    'session-ended': ({ browser }: { browser: string }) => `Signed out ${browser}`,
    'all-other-sessions-ended': 'Signed out all other browsers',
    'all-sessions-ended': ({ reason }: Reason) => because('An administrator signed out every browser', reason),
    'session-ended-by-administrator': ({ browser, reason }: Reason & { browser: string }) =>
      because(`An administrator signed out ${browser}`, reason),
    renamed: ({ from, to, reason }: Reason & { from: string; to: string }) =>
      because(`An administrator changed the name from ${from} to ${to}`, reason),
    'account-added': 'An administrator created the account',
    'account-imported': ({ of }: { of: number }) =>
      of > 1 ? `An administrator imported this account, one of ${of}` : 'An administrator imported this account',
    'account-disabled': ({ reason }: Reason) => because('An administrator disabled the account', reason),
    'account-enabled': ({ reason }: Reason) => because('An administrator re-enabled the account', reason),
    'deletion-scheduled': ({ reason }: Reason) =>
      because('An administrator disabled the account and scheduled its deletion', reason),
    'role-changed': ({ isAdmin, reason }: Reason & { isAdmin: boolean }) =>
      because(isAdmin ? 'Became an administrator' : 'No longer an administrator', reason),
    'password-reset-sent': ({ reason }: Reason) => because('An administrator sent a password reset email', reason),
    'bypass-code-made': ({ reason }: Reason) => because('An administrator created a one-time sign-in code', reason),
    'bypass-code-used': 'One-time sign-in code from an administrator used',
    'second-factor-reset-ordered': ({ reason }: Reason) =>
      because('An administrator scheduled a two-factor reset', reason),
    'second-factor-reset-stopped': 'Two-factor reset cancelled',
    'second-factor-reset': 'Two-factor authentication reset by an administrator',
    'two-factor-reminded': ({ reason }: Reason) =>
      because('An administrator sent a reminder to set up two-factor authentication', reason),
    'account-deleted': 'Account deleted',
    'people-imported': ({ imported, skipped }: { imported: number; skipped: number }) =>
      skipped > 0 ? `${importedPeople(imported)}; ${skippedAccounts(skipped)}` : importedPeople(imported),
    'people-exported': ({ search }: { search: string }) =>
      search
        ? `An administrator exported the list of people (search: ${search})`
        : 'An administrator exported the list of people',
    invited: 'An administrator sent an invitation',
    'invitation-withdrawn': 'An administrator withdrew an invitation',
    'group-joined': ({ title, reason }: Reason & Titled) =>
      because(`An administrator added this account to the group “${title}”`, reason),
    'group-left': ({ title, reason }: Reason & Titled) =>
      because(`An administrator removed this account from the group “${title}”`, reason),
    'group-created': ({ title, reason }: Reason & Titled) =>
      because(`An administrator created the group “${title}”`, reason),
    'group-renamed': ({ from, to, reason }: Reason & { from: string; to: string }) =>
      because(`An administrator renamed the group “${from}” to “${to}”`, reason),
    'group-deleted': ({ title, members, reason }: Reason & Titled & { members: number }) =>
      because(deletedGroup(title, members), reason),
    'app-opened': ({ app }: App) => `Signed in to ${app}`,
    'app-signed-out': ({ app }: App) => `Signed out of ${app}`,
    'app-added': ({ app, reason }: Reason & App) => because(`An administrator added the app ${app}`, reason),
    'app-access-changed': ({ app, groups, reason }: Reason & App & { groups: string | null }) =>
      because(openedTo(app, groups), reason),
    'app-secret-made': ({ app, reason }: Reason & App) =>
      because(`An administrator made a new secret for the app ${app}`, reason),
    'app-changed': (changed: Reason & App & ChangedParts) =>
      because(`An administrator changed the app ${changed.app} (${partsOf(changed)})`, changed.reason),
    'app-disabled': ({ app, reason }: Reason & App) => because(`An administrator disabled the app ${app}`, reason),
    'app-enabled': ({ app, reason }: Reason & App) => because(`An administrator enabled the app ${app}`, reason),
    'app-removed': ({ app, reason }: Reason & App) => because(`An administrator removed the app ${app}`, reason),
  },
  /** Browsers, and what stands in the place of one. */
  locations: {
    administrator: 'An administrator',
    byItself: 'Automatic',
    byCommand: 'Command line',
    browserOn: ({ browser, system }: { browser: string; system: string }) => `${browser} on ${system}`,
    unknownBrowser: 'Unknown browser',
  },
  /** The last email of an account. */
  accountDeleted: {
    subject: 'Your account was deleted',
    sentence: 'Your account was deleted, with everything in it. This can’t be undone.',
    stays: ({ days }: { days: number }) =>
      p(days, {
        one: 'What happened to your account stays in the audit log, with your email address, for up to 1 day.',
        other: `What happened to your account stays in the audit log, with your email address, for up to ${days} days.`,
      }),
    help: 'Wasn’t you? Tell an administrator.',
  },
  notices: eventNotices,
};

/** What was called by its owner: Authenticator app “Pixel 8”. */
function named(thing: string, name: string | null): string {
  return name ? `${thing} “${name}”` : thing;
}

function importedPeople(imported: number): string {
  return p(imported, {
    one: 'An administrator imported 1 person',
    other: `An administrator imported ${imported} people`,
  });
}

function skippedAccounts(skipped: number): string {
  return p(skipped, { one: '1 existing account was skipped', other: `${skipped} existing accounts were skipped` });
}

function deletedGroup(title: string, members: number): string {
  return p(members, {
    one: `An administrator deleted the group “${title}”, which had 1 member`,
    other: `An administrator deleted the group “${title}”, which had ${members} members`,
  });
}

/** What of an app has changed. */
type ChangedParts = {
  isName: boolean;
  isHome: boolean;
  isRedirects: boolean;
  isFactors: boolean;
  isAge: boolean;
  isPkce: boolean;
  isSignOut: boolean;
  isEnd: boolean;
  isHosts: boolean;
  isOpenPaths: boolean;
  isRemoteUser: boolean;
  isKind: boolean;
  isSecret: boolean;
};

function partsOf(changed: ChangedParts): string {
  const { isName, isHome, isRedirects, isFactors, isAge, isPkce, isSignOut, isEnd, isKind, isSecret } = changed;
  const { isHosts, isOpenPaths, isRemoteUser } = changed;
  return [
    ...(isName ? ['name'] : []),
    ...(isHome ? ['how it’s shown on Home'] : []),
    ...(isRedirects ? ['redirect addresses'] : []),
    ...(isFactors ? ['second factor'] : []),
    ...(isAge ? ['age of the sign-in'] : []),
    ...(isPkce ? ['PKCE'] : []),
    ...(isSignOut ? ['signing out'] : []),
    ...(isEnd ? ['whether it stays signed in'] : []),
    ...(isHosts ? ['hosts'] : []),
    ...(isOpenPaths ? ['open paths'] : []),
    ...(isRemoteUser ? ['Remote-User'] : []),
    ...(isKind ? ['kind'] : []),
    ...(isSecret ? ['secret'] : []),
  ].join(', ');
}

function openedTo(app: string, groups: string | null): string {
  if (groups === null) return `An administrator opened the app ${app} to everyone`;
  if (groups === '') return `An administrator closed the app ${app} to everyone`;
  return `An administrator opened the app ${app} to these groups only: ${groups}`;
}

function because(what: string, reason: string): string {
  return reason ? `${what}. Reason: ${reason}` : what;
}
