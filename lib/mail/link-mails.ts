import { DAY_MS, limits } from '../config/limits.ts';
import { compose, type MailContent } from './compose.ts';

type Common = { appName: string; name: string; url: string };

/**
 * Sign-up, to an email without an account. Without the name that was typed: strangers would put advertisements there
 * (attack A-36).
 */
export function confirmAddressMail({ appName, url }: Omit<Common, 'name'>): MailContent {
  return compose({
    appName,
    subject: 'Confirm your email address',
    greeting: 'Hello,',
    paragraphs: [
      `Somebody, probably you, wants to make an account at ${appName} with this email address. It is yours after one more step.`,
    ],
    action: { label: 'Confirm your email address', url },
    circumstances: ['The link works for 24 hours and once. If it was not you, do nothing: no account is made.'],
  });
}

/** What mails call the way in that needs no provider. */
export const PASSWORD = 'your password';

/** Sign-up, to an email that has an account: the page doesn't tell, the mail does, with its ways to sign in. */
export function accountExistsMail({
  appName,
  name,
  url,
  resetUrl,
  waysIn,
}: Common & { resetUrl: string; waysIn: readonly string[] }): MailContent {
  return compose({
    appName,
    subject: 'You already have an account',
    greeting: `Hello ${name},`,
    paragraphs: [
      `Somebody, probably you, tried to make an account at ${appName} with this email address. You have one already, and it is unchanged.`,
      ...(waysIn.length > 0 ? [`You can sign in with ${waysIn.join(' or ')}.`] : []),
      ...(waysIn.includes(PASSWORD) || waysIn.length === 0 ? [`No longer sure of the password? ${resetUrl}`] : []),
    ],
    action: { label: 'Sign in', url },
  });
}

/** Forgotten password. Users without a password are reminded of their provider. */
export function resetPasswordMail({ appName, name, url, waysIn }: Common & { waysIn: readonly string[] }): MailContent {
  const isByProvider = waysIn.length > 0;
  return compose({
    appName,
    subject: isByProvider ? 'How you sign in' : 'Reset your password',
    greeting: `Hello ${name},`,
    paragraphs: isByProvider
      ? [`You sign in to ${appName} with ${waysIn.join(' or ')} and have no password. You can also set one:`]
      : [`Somebody, probably you, asked for a new password at ${appName}. Until you choose one, nothing changes.`],
    action: { label: isByProvider ? 'Set a password' : 'Choose a new password', url },
    circumstances: ['The link works for 30 minutes and once. If it was not you, do nothing.'],
  });
}

/** An account that a link has locked down: now the only way on goes through its mailbox. */
export function lockedDownMail({ appName, name, url, againUrl }: Common & { againUrl: string }): MailContent {
  return compose({
    appName,
    subject: 'Your account is locked down',
    greeting: `Hello ${name},`,
    paragraphs: [
      `Someone reported that your ${appName} account may be in other hands. Every browser is signed out, and nobody can sign in until you choose a new password.`,
    ],
    action: { label: 'Choose a new password', url },
    circumstances: [`The link works for 30 minutes and once. You can get a new one any time: ${againUrl}`],
  });
}

/** To a new email, before it counts: without a name, as at sign-up. */
export function confirmNewAddressMail({ appName, url }: Omit<Common, 'name'>): MailContent {
  return compose({
    appName,
    subject: 'Confirm your new email address',
    greeting: 'Hello,',
    paragraphs: [
      `You asked to use this email address for your account at ${appName}. Until you confirm it, your address stays as it is.`,
    ],
    action: { label: 'Confirm this email address', url },
    circumstances: ['The link works for 24 hours and once. If it was not you, do nothing.'],
  });
}

/** To an email that another user asked to change to, and that has an account already. */
export function addressTakenMail({ appName, name, url }: Common): MailContent {
  return compose({
    appName,
    subject: 'This address has an account already',
    greeting: `Hello ${name},`,
    paragraphs: [
      `Somebody wanted to use this email address for another account at ${appName}. It already has one, so nothing was changed.`,
    ],
    action: { label: 'Sign in', url },
  });
}

/** To an imported user without a password. */
export function importedAccountMail({ appName, name, url }: Common): MailContent {
  return compose({
    appName,
    subject: `Choose a password for ${appName}`,
    greeting: `Hello ${name},`,
    paragraphs: [`An administrator has created your account at ${appName}. Choose a password to sign in:`],
    action: { label: 'Choose a password', url },
    circumstances: [
      `The link expires in ${limits.importedLinkLifeMs / DAY_MS} days and can be used once. Later, use "Forgot your password?" on the login page.`,
    ],
  });
}

/** When a second-factor reset can be executed. */
export function resetDueMail({ appName, name, url }: Common): MailContent {
  return compose({
    appName,
    subject: 'You can sign in without your authenticator now',
    greeting: `Hello ${name},`,
    paragraphs: [
      'You can sign in without your authenticator now. Open this link in the browser you want to sign in with. It works for 7 days.',
      'Signing in there turns two-factor authentication off. Turn it on again under Profile, Two-Factor Auth.',
    ],
    action: { label: 'Sign in without your authenticator', url },
    circumstances: ['If you did not ask for this, do not open it, and write to an administrator.'],
  });
}

/** To an invited email. */
export function invitationMail({ appName, url }: Omit<Common, 'name'>): MailContent {
  return compose({
    appName,
    subject: `Invitation to ${appName}`.slice(0, 60),
    greeting: 'Hello,',
    paragraphs: [`You are invited to make an account at ${appName} with this email address.`],
    action: { label: 'Make your account', url },
    circumstances: ['The link works for 14 days and once. If you do not know what it is about, do nothing.'],
  });
}
