import { DAY_MS, limits } from '../../config/limits.ts';
import { appFrame } from './app-frame.ts';

const youngDays = limits.proofAgeMs / DAY_MS;
const getNewOnes = 'Get new ones under Profile, Two-Factor Auth.';
const setAppUpAgain = 'Sign in with a one-time password and set up your app again.';

type Provider = { providerName: string };
type Named = { passkeyName: string };

/**
 * The email about an event. Subjects have at most 60 characters: what a phone shows. Why an administrator acted stands in
 * a line of its own.
 */
export const eventNotices = {
  'recovery-code-used': ({ number, left }: { number: number; left: number }) =>
    left === 0
      ? {
          subject: `One-time password ${number} was used (${left} left)`,
          sentence: `One-time password ${number} was used. You have none left.`,
          todo: getNewOnes,
        }
      : {
          subject: `One-time password ${number} was used (${left} left)`,
          sentence: `One-time password ${number} was used. You have ${left} left.`,
        },
  'two-factor-enabled': {
    subject: 'Two-factor authentication is on',
    sentence:
      'Two-factor authentication was turned on. From now on, signing in also asks for a code from your authenticator app, or for your passkey.',
  },
  'two-factor-disabled': {
    subject: 'Two-factor authentication is off',
    sentence: 'Two-factor authentication was turned off. Signing in no longer asks for a code.',
  },
  'authenticator-suspended': {
    subject: 'Your authenticator app was disabled',
    sentence: `Your authenticator app was disabled after ${limits.failuresBeforeDisabling} incorrect codes in a row.`,
    todo: setAppUpAgain,
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
  'authenticator-added': ({ appName }: { appName: string | null }) => ({
    subject: 'An authenticator app was added',
    sentence: appName
      ? `Codes from “${appName}” can now confirm your sign-ins too.`
      : 'Codes from another authenticator app can now confirm your sign-ins too.',
  }),
  'authenticator-removed': ({ appName }: { appName: string | null }) => ({
    subject: 'An authenticator app was removed',
    sentence: appName
      ? `Codes from “${appName}” no longer work. Any other browsers were signed out.`
      : 'Codes from one of your authenticator apps no longer work. Any other browsers were signed out.',
  }),
  'new-browser': ({ browserName }: { browserName: string }) => ({
    subject: `New sign-in from ${browserName}`,
    sentence: 'Someone just signed in to your account in a browser that we don’t recognise.',
  }),
  'codes-refused': {
    subject: 'Incorrect codes were entered for your account',
    sentence: `${limits.refusedCodesBeforeNotice} incorrect codes in a row were entered for your account.`,
    todo: 'If this wasn’t you, someone knows your password or is using an account that you sign in with. Change that password now.',
  },
  'provider-connected': ({ providerName }: Provider) => ({
    subject: `${providerName} was connected`,
    sentence: `You can now also sign in with ${providerName}.`,
    wasNotYou: `Wasn’t you? Disconnect ${providerName} and secure your account`,
  }),
  'provider-disconnected': ({ providerName }: Provider) => ({
    subject: `${providerName} was disconnected`,
    sentence: `You can no longer sign in with ${providerName}.`,
  }),
  'passkey-added': ({ passkeyName }: Named) => ({
    subject: 'A passkey was added',
    sentence: `The passkey “${passkeyName}” can now sign you in without your password.`,
    wasNotYou: 'Wasn’t you? Remove it and secure your account',
  }),
  'passkey-removed': ({ passkeyName }: Named) => ({
    subject: 'A passkey was removed',
    sentence: `The passkey “${passkeyName}” can no longer sign you in. Browsers signed in with it were signed out.`,
  }),
  'passkey-demoted': ({ passkeyName }: Named) => ({
    subject: 'A passkey can no longer sign you in',
    sentence: `The passkey “${passkeyName}” wasn’t kept, so it can no longer sign you in by itself. It stays as a security key, used only after your password.`,
    todo: 'If it isn’t yours, remove it under Profile, Two-Factor Auth.',
  }),
  'security-key-added': ({ passkeyName }: Named) => ({
    subject: 'A security key was added',
    sentence: `The security key “${passkeyName}” can now confirm your sign-ins, in place of a code.`,
    wasNotYou: 'Wasn’t you? Remove it and secure your account',
  }),
  'security-key-removed': ({ passkeyName }: Named) => ({
    subject: 'A security key was removed',
    sentence: `The security key “${passkeyName}” no longer confirms your sign-ins. Browsers signed in with it were signed out.`,
  }),
  'passkey-copy-suspected': ({ passkeyName }: Named) => ({
    subject: 'A passkey may have been copied',
    sentence: `Someone used a key that may be a copy of “${passkeyName}”. We refused it.`,
    todo: 'Unless you copied your key yourself, remove that passkey under Profile, Two-Factor Auth.',
  }),
  'email-undo-sent': ({ maskedTo }: { maskedTo: string }) => ({
    subject: 'Your email address may be changed back',
    sentence: `An administrator sent your former address, ${maskedTo}, a link that makes it your account’s address again.`,
    todo: 'If this account is yours, ask an administrator to withdraw the link.',
  }),
  'email-change-sent': ({ maskedTo }: { maskedTo: string }) => ({
    subject: 'Your email address is about to change',
    sentence: `An administrator sent ${maskedTo} a link that makes it your account’s address.`,
  }),
  'email-change-scheduled': ({ maskedTo, due }: { maskedTo: string; due: string }) => ({
    subject: 'Your email address is about to change',
    sentence: `An administrator has scheduled your account’s email address to change to ${maskedTo} after ${due}.`,
    todo: 'If you don’t agree, use the link below before then: it stops the change.',
  }),
  'email-change-withdrawn': ({ maskedTo }: { maskedTo: string }) => ({
    subject: 'Your email address stays the same',
    sentence: `An administrator cancelled the change of your email address to ${maskedTo}.`,
  }),
  'email-undo-withdrawn': ({ maskedTo }: { maskedTo: string }) => ({
    subject: 'Your email address stays the same',
    sentence: `An administrator withdrew the link sent to your former address, ${maskedTo}.`,
  }),
  'second-factor-taken-off': ({
    isApp,
    isOneApp,
    name,
  }: {
    isApp: boolean;
    isOneApp: boolean;
    name: string | null;
  }) => {
    if (isOneApp)
      return {
        subject: 'An authenticator app was removed',
        sentence: `${name ? `“${name}”` : 'One of your authenticator apps'} was set up less than ${youngDays} days ago and wasn’t kept when a new password was set. Its codes no longer work.`,
      };
    return isApp
      ? {
          subject: 'Your authenticator app was disabled',
          sentence: `Your authenticator app was set up less than ${youngDays} days ago and wasn’t kept when a new password was set.`,
          todo: setAppUpAgain,
        }
      : {
          subject: 'Your one-time passwords were removed',
          sentence: `Your one-time passwords were less than ${youngDays} days old and weren’t kept when a new password was set.`,
          todo: getNewOnes,
        };
  },
  'all-sessions-ended': {
    subject: 'You were signed out everywhere',
    sentence: 'An administrator signed you out of every browser.',
  },
  'session-ended-by-administrator': ({ browserName }: { browserName: string }) => ({
    subject: 'You were signed out of one browser',
    sentence: `An administrator signed you out of ${browserName}.`,
  }),
  renamed: ({ fromName, toName }: { fromName: string; toName: string }) => ({
    subject: 'Your name was changed',
    sentence: `An administrator changed your name from ${fromName} to ${toName}.`,
  }),
  'account-disabled': {
    subject: 'Your account was disabled',
    sentence: 'An administrator disabled your account. Nothing was deleted.',
  },
  'deletion-scheduled': ({ due }: { due: string }) => ({
    subject: 'Your account is about to be deleted',
    sentence: `An administrator disabled your account. It will be deleted after ${due}, with everything in it. Until then, an administrator can bring it back.`,
  }),
  'account-enabled': {
    subject: 'Your account was re-enabled',
    sentence: 'An administrator re-enabled your account. You can sign in again.',
  },
  'role-changed': ({ isAdmin }: { isAdmin: boolean }) =>
    isAdmin
      ? {
          subject: 'You’re now an administrator',
          sentence:
            'You’re now an administrator. You can manage other people’s accounts. You were signed out everywhere.',
        }
      : {
          subject: 'You’re no longer an administrator',
          sentence: 'You can no longer manage other people’s accounts. You were signed out everywhere.',
        },
  'bypass-code-made': {
    subject: 'A one-time sign-in code was created for you',
    sentence: 'An administrator created a code that lets you sign in once without your authenticator app.',
  },
  'bypass-code-used': {
    subject: 'A one-time sign-in code was used',
    sentence: 'Someone signed in to your account with the one-time sign-in code that an administrator created.',
    todo: 'If this was you, set up your new phone under Profile, Two-Factor Auth.',
  },
  'second-factor-reset-ordered': ({ due }: { due: string }) => ({
    subject: 'A two-factor reset has been scheduled',
    sentence: `An administrator has scheduled a two-factor reset. After ${due}, we’ll email you a link that can turn off two-factor authentication. If you didn’t ask for this, keep it on.`,
    todo: `Still have your authenticator app? Signing in with it cancels the reset. Already signed in? Choose “${appFrame.reset.keep}”.`,
  }),
  'second-factor-reset-stopped': {
    subject: 'Two-factor authentication stays on',
    sentence: 'The scheduled reset of your two-factor authentication was cancelled. Nothing has changed.',
  },
  'second-factor-reset': {
    subject: 'Two-factor authentication was reset',
    sentence: 'Two-factor authentication was turned off at this sign-in, as scheduled by an administrator.',
    todo: 'Turn it on again under Profile, Two-Factor Auth, and remove any passkey there that you don’t recognise.',
  },
};
