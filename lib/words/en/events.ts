import { DAY_MS, limits } from '../../config/limits.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');
const youngDays = limits.proofAgeMs / DAY_MS;
const getNewOnes = 'Get new ones under Profile, Two-Factor Auth.';
const setAppUpAgain = 'Sign in with a one-time password and set up your app again.';

type Reason = { reason: string };
type Provider = { providerName: string };

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
    'bypass-code': 'a one-time code from an administrator',
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
  lines: {
    'signed-up': ({ methodName }: { methodName: string }) => `Account created with ${methodName}`,
    'signed-in': ({ firstFactorName, secondFactorName }: { firstFactorName: string; secondFactorName: string }) =>
      secondFactorName
        ? `Signed in with ${firstFactorName} and ${secondFactorName}`
        : `Signed in with ${firstFactorName}`,
    'signed-out': 'Signed out',
    'code-refused': ({ isRecoveryCode, providerName }: Provider & { isRecoveryCode: boolean }) =>
      providerName
        ? `Incorrect ${isRecoveryCode ? 'one-time password' : 'code'} (after signing in with ${providerName})`
        : `Incorrect ${isRecoveryCode ? 'one-time password' : 'code'} (password was correct)`,
    'recovery-code-used': ({ number }: { number: number }) => `One-time password ${number} used`,
    'two-factor-enabled': 'Two-factor authentication enabled',
    'two-factor-disabled': 'Two-factor authentication disabled',
    'authenticator-suspended': 'Authenticator app disabled after too many incorrect codes',
    'recovery-codes-renewed': 'New one-time passwords created',
    'password-changed': 'Password changed',
    'password-set': 'Password set',
    'password-reset': 'Password changed using an emailed link',
    'authenticator-moved': 'Authenticator app changed',
    'new-browser': ({ browser }: { browser: string }) => `New browser: ${browser}`,
    'codes-refused': `${limits.refusedCodesBeforeNotice} incorrect codes in a row`,
    'provider-connected': ({ providerName }: Provider) => `${providerName} connected`,
    'provider-disconnected': ({ providerName }: Provider) => `${providerName} disconnected`,
    'email-changed': ({ from, to }: { from: string; to: string }) => `Email address changed from ${from} to ${to}`,
    'email-change-undone': ({ to }: { to: string | null }) =>
      to ? `Email address changed back to ${to}` : 'Change of email address undone',
    'email-undo-waiting': ({ to }: { to: string }) => `Change back to ${to} requested`,
    'email-undo-stopped': ({ to }: { to: string }) => `Change back to ${to} stopped`,
    'email-undo-sent': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator sent ${to} a link to undo the change of address`, reason),
    'email-undo-withdrawn': ({ to, reason }: Reason & { to: string }) =>
      because(`An administrator withdrew the link sent to ${to}`, reason),
    'email-restored': ({ email }: { email: string }) => `Email address kept: ${email}`,
    'locked-down': 'Account locked down using an emailed link',
    'second-factor-taken-off': ({ isApp }: { isApp: boolean }) =>
      isApp
        ? 'Authenticator app disabled when a new password was set'
        : 'One-time passwords removed when a new password was set',
    'session-ended': ({ browser }: { browser: string }) => `Signed out ${browser}`,
    'all-other-sessions-ended': 'Signed out all other browsers',
    'all-sessions-ended': ({ reason }: Reason) => because('An administrator signed out every browser', reason),
    'account-imported': ({ of }: { of: number }) =>
      of > 1 ? `An administrator imported this account, one of ${of}` : 'An administrator imported this account',
    'account-disabled': ({ reason }: Reason) => because('An administrator disabled the account', reason),
    'account-enabled': ({ reason }: Reason) => because('An administrator re-enabled the account', reason),
    'role-changed': ({ isAdmin, reason }: Reason & { isAdmin: boolean }) =>
      because(isAdmin ? 'Became an administrator' : 'No longer an administrator', reason),
    'password-reset-sent': ({ reason }: Reason) => because('An administrator sent a password reset email', reason),
    'bypass-code-made': ({ reason }: Reason) => because('An administrator created a one-time sign-in code', reason),
    'bypass-code-used': 'One-time sign-in code from an administrator used',
    'second-factor-reset-ordered': ({ reason }: Reason) =>
      because('An administrator scheduled a two-factor reset', reason),
    'second-factor-reset-stopped': 'Two-factor reset cancelled',
    'second-factor-reset': 'Two-factor authentication reset by an administrator',
    'account-deleted': 'Account deleted',
    'people-imported': ({ imported, skipped }: { imported: number; skipped: number }) =>
      skipped > 0 ? `${importedPeople(imported)}; ${skippedAccounts(skipped)}` : importedPeople(imported),
  },
  /** The last email of an account. */
  accountDeleted: {
    subject: 'Your account was deleted',
    sentence: 'Your account was deleted, with everything in it. This can’t be undone.',
    stays: ({ days }: { days: number }) =>
      `What happened to your account stays in the security log, with your email address, for up to ${p(days, { one: '1 day', other: `${days} days` })}.`,
    help: ({ supportEmail }: { supportEmail: string }) => `Wasn’t you? Write to ${supportEmail}.`,
  },
  /** Subjects have at most 60 characters: what a phone shows. */
  notices: {
    'recovery-code-used': ({ number, left }: { number: number; left: number }) => ({
      subject: `One-time password ${number} was used (${left} left)`,
      sentence: `One-time password ${number} was used. ${left === 0 ? `You have none left. ${getNewOnes}` : `You have ${left} left.`}`,
    }),
    'two-factor-enabled': {
      subject: 'Two-factor authentication is on',
      sentence:
        'Two-factor authentication was turned on. From now on, signing in also asks for a code from your authenticator app.',
    },
    'two-factor-disabled': {
      subject: 'Two-factor authentication is off',
      sentence: 'Two-factor authentication was turned off. Signing in no longer asks for a code.',
    },
    'authenticator-suspended': {
      subject: 'Your authenticator app was disabled',
      sentence: `${limits.failuresBeforeDisabling} incorrect codes were entered in a row. ${setAppUpAgain}`,
    },
    'recovery-codes-renewed': {
      subject: 'New one-time passwords were created',
      sentence: 'New one-time passwords were created. The old ones no longer work.',
    },
    'password-changed': {
      subject: 'Your password was changed',
      sentence: 'The password of your account was changed. Any other browsers were signed out.',
    },
    'password-set': {
      subject: 'A password was set',
      sentence: 'Your account now has a password. Any other browsers were signed out.',
    },
    'password-reset': {
      subject: 'Your password was changed',
      sentence: 'The password of your account was changed using an emailed link. All browsers were signed out.',
    },
    'authenticator-moved': {
      subject: 'Your authenticator app was changed',
      sentence: 'Your codes now come from another phone or app. The old one no longer works.',
    },
    'new-browser': ({ browser }: { browser: string }) => ({
      subject: `New sign-in from ${browser}`,
      sentence: 'Someone signed in to your account in a browser that we didn’t recognise.',
    }),
    'codes-refused': {
      subject: 'Incorrect codes were entered for your account',
      sentence: `${limits.refusedCodesBeforeNotice} incorrect codes in a row were entered for your account. If this wasn’t you, someone knows your password or uses an account that you sign in with. Change that password now.`,
    },
    'provider-connected': ({ providerName }: Provider) => ({
      subject: `${providerName} was connected`,
      sentence: `You can now also sign in with ${providerName}.`,
      notYou: `Wasn’t you? Disconnect ${providerName} and secure your account now:`,
    }),
    'provider-disconnected': ({ providerName }: Provider) => ({
      subject: `${providerName} was disconnected`,
      sentence: `You can no longer sign in with ${providerName}.`,
    }),
    'email-undo-sent': ({ maskedTo, reason }: Reason & { maskedTo: string }) => ({
      subject: 'Your email address may be changed back',
      sentence: `An administrator sent your former address, ${maskedTo}, a link that makes it your account’s address again. Reason: ${reason}. If this account is yours, ask an administrator.`,
    }),
    'email-undo-withdrawn': ({ maskedTo, reason }: Reason & { maskedTo: string }) => ({
      subject: 'Your email address stays the same',
      sentence: `An administrator withdrew the link sent to your former address, ${maskedTo}. Reason: ${reason}.`,
    }),
    'second-factor-taken-off': ({ isApp }: { isApp: boolean }) =>
      isApp
        ? {
            subject: 'Your authenticator app was disabled',
            sentence: `It was set up less than ${youngDays} days ago and wasn’t kept when a new password was set. ${setAppUpAgain}`,
          }
        : {
            subject: 'Your one-time passwords were removed',
            sentence: `They were less than ${youngDays} days old and weren’t kept when a new password was set. ${getNewOnes}`,
          },
    'all-sessions-ended': ({ reason }: Reason) => ({
      subject: 'You were signed out everywhere',
      sentence: `An administrator signed you out of every browser. Reason: ${reason}.`,
    }),
    'account-disabled': ({ reason }: Reason) => ({
      subject: 'Your account was disabled',
      sentence: `An administrator disabled your account. Nothing was deleted. Reason: ${reason}.`,
    }),
    'account-enabled': ({ reason }: Reason) => ({
      subject: 'Your account was re-enabled',
      sentence: `An administrator re-enabled your account. Reason: ${reason}.`,
    }),
    'role-changed': ({ isAdmin, reason }: Reason & { isAdmin: boolean }) =>
      isAdmin
        ? {
            subject: 'You’re now an administrator',
            sentence: `You’re now an administrator. You can manage other people’s accounts. Reason: ${reason}. You were signed out everywhere.`,
          }
        : {
            subject: 'You’re no longer an administrator',
            sentence: `You can no longer manage other people’s accounts. Reason: ${reason}. You were signed out everywhere.`,
          },
    'password-reset-sent': ({ reason }: Reason) => ({
      subject: 'An administrator sent you a password reset link',
      sentence: `An administrator sent you a link to set a new password, in a separate email. Reason: ${reason}.`,
    }),
    'bypass-code-made': ({ reason }: Reason) => ({
      subject: 'A one-time sign-in code was created for you',
      sentence: `An administrator created a code that lets you sign in once without your authenticator app. Reason: ${reason}.`,
    }),
    'bypass-code-used': {
      subject: 'A one-time sign-in code was used',
      sentence: 'Someone signed in to your account with the one-time code that an administrator created.',
    },
    'second-factor-reset-ordered': ({ reason, due }: Reason & { due: string }) => ({
      subject: 'A two-factor reset has been scheduled',
      sentence: `An administrator has scheduled your two-factor authentication to be turned off at your first sign-in after ${due}. Reason: ${reason}. Still have your authenticator? Sign in with it and choose Keep it on.`,
    }),
    'second-factor-reset-stopped': {
      subject: 'Two-factor authentication stays on',
      sentence: 'The scheduled reset of your two-factor authentication was cancelled. Nothing has changed.',
    },
    'second-factor-reset': {
      subject: 'Two-factor authentication was reset',
      sentence:
        'Two-factor authentication was turned off at this sign-in, as scheduled by an administrator. Turn it on again under Profile, Two-Factor Auth.',
    },
  },
};

function importedPeople(imported: number): string {
  return p(imported, {
    one: 'An administrator imported 1 person',
    other: `An administrator imported ${imported} people`,
  });
}

function skippedAccounts(skipped: number): string {
  return p(skipped, { one: '1 existing account was skipped', other: `${skipped} existing accounts were skipped` });
}

function because(what: string, reason: string): string {
  return reason ? `${what}. Reason: ${reason}` : what;
}
