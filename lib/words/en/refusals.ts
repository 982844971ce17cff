import { limits } from '../../config/limits.ts';
import type { Facts } from '../facts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');
const minutes = (n = 1) => p(n, { one: '1 minute', other: `${n} minutes` });

/** What a form or page says when something did not go as wished, by its code. Said by lib/words/say.ts. */
export const refusals = {
  'name-empty': 'Enter your name',
  'name-long': 'Shorten your name to 80 characters or fewer',
  'name-shape': 'Use letters, numbers and ordinary punctuation in your name',
  'email-empty': 'Enter your email address',
  'email-shape': 'Enter an email address in the correct format, like name@example.com',
  'password-empty': 'Enter your password',
  'password-short': ({ minimum }: Facts) => `Password must be ${minimum} characters or more`,
  'password-long': 'Password must be 128 characters or fewer',
  'password-shape': 'Password holds a character that cannot be typed. Leave it out.',
  'password-common': 'Choose another password. This one is on lists of common passwords.',
  'password-context': ({ word }: Facts) =>
    `Choose another password. It contains your name, your email address or “${word}”.`,
  'password-wrong': 'The password is not correct.',
  'password-same': 'Choose a password that differs from the current one',
  'field-unreadable': 'This field could not be read. Type it again.',

  'sign-in-failed': 'The email address or password is not correct. Check both, or reset your password.',
  'too-many-attempts': ({ minutes: count }: Facts) => `Too many attempts. Try again in ${minutes(count)}.`,
  busy: 'Many people are signing in at this moment. Try again in a minute. Your text is kept.',
  'signup-closed': 'Sign-up is closed here. If you already have an account, sign in.',
  'signup-by-invitation': 'Sign-up is by invitation only. Ask an administrator for one.',
  'signup-domain': ({ domains }: Facts) =>
    `Sign-up is for people at ${domains}. Use an account or address there, or ask an administrator for an invitation.`,

  'code-empty': 'Enter the 6-digit code from your authenticator app',
  'code-length': ({ count = 0 }: Facts) =>
    `You have entered ${p(count, { one: '1 digit', other: `${count} digits` })}. The code has ${limits.totpDigits}.`,
  'code-shape': 'The code has 6 digits and nothing else',
  'code-wrong': ({ time }: Facts) =>
    `That code is not correct or has expired. Wait for the next one in your app and try again.${time ? ` It’s ${time} UTC. If the minutes on your phone differ, its clock is fast or slow: set its date and time to automatic.` : ''}`,
  'code-wrong-in-setup': ({ appName }: Facts) =>
    `That code is not correct. Wait for the next one and check that you picked ${appName} in your app.`,
  'code-reused': 'That code was used already. Wait for the next one (up to 30 seconds).',
  'clock-slow': ({ minutes: count, time }: Facts) =>
    `Your phone’s clock seems to be about ${minutes(count)} slow${time ? ` (it’s ${time} UTC)` : ''}. Set its date and time to automatic, then try again.`,
  'clock-fast': ({ minutes: count }: Facts) =>
    `Your phone’s clock seems to be about ${minutes(count)} fast. Set its date and time to automatic, then try again.`,
  'recovery-code-empty': 'Enter one of your one-time passwords',
  'recovery-code-shape': 'A one-time password has 16 letters and digits, like K7M4-Q2XT-9RHD-3WZC',
  'recovery-code-wrong': 'That one-time password is not correct, or it was used before. Try another one.',
  'authenticator-suspended':
    'The codes of your app are switched off here. Use a one-time password, then set your app up again.',
  'authenticator-unreadable':
    'Your authenticator cannot be checked at the moment. Use a one-time password, or write to the administrator.',

  'challenge-expired': 'That sign-in has ended: it took longer than 10 minutes, or was finished already. Start again.',
  'challenge-spent': 'Too many wrong codes. Sign in again from the start.',
  'enrolment-expired': 'This QR code is too old. Here is a new one – remove the old entry in your app and scan again.',
  'move-expired':
    'That QR code is too old. Start again here, and remove its entry from the new app before you scan the next one.',
  'two-factor-already-on': 'Two-factor authentication is on already. Reload the page to see it.',
  'two-factor-off': 'Two-factor authentication is off already. Reload the page to see it.',
  'proof-missing': 'Confirm first that it is you.',
  'proof-foreign': ({ provider }: Facts) =>
    `That ${provider} account is not the one you sign in with here. Nothing was changed.`,
  'proof-stale': ({ provider }: Facts) =>
    `${provider} did not ask you to sign in again. Sign out there, then try once more.`,

  'provider-cancelled': ({ provider }: Facts) => `Sign-in with ${provider} was cancelled. Nothing was changed.`,
  'provider-down': ({ provider, reference }: Facts) =>
    `${provider} is not answering. Try again, or use another way to sign in. (Reference ${reference})`,
  'provider-failed': ({ provider, reference }: Facts) =>
    `Sign-in with ${provider} did not work. Start again, or use another way to sign in. (Reference ${reference})`,
  'provider-misconfigured': ({ provider, reference }: Facts) =>
    `Sign-in with ${provider} isn’t set up correctly here. Use another way to sign in, and tell your administrator this reference. (Reference ${reference})`,
  'flow-lost': ({ provider, reference }: Facts) =>
    `We can’t tell what was started at ${provider}: its cookie is missing from this browser, or 15 minutes have passed. Nothing was changed. Start again. (Reference ${reference})`,
  'flow-over': ({ provider }: Facts) =>
    `Your session or your connected accounts changed while you were at ${provider}. Nothing was changed. Start again.`,
  'provider-no-email': ({ provider }: Facts) =>
    `${provider} did not share a confirmed email address. Confirm one there and share it, or use another way to sign in.`,
  'provider-address-known': ({ provider }: Facts) =>
    `You already have an account with this email address. Sign in the way you did before, then connect ${provider} under Profile, Connected accounts.`,
  'email-same': 'This is your email address already',
  'email-differs': 'Type the email address of this account',
  'email-taken': 'This email address now belongs to another account. Nothing was changed.',
  'email-reserved':
    'This address was an account’s until a few days ago, and that change can still be undone. Invite it again in seven days.',
  'code-too-young':
    'That code comes from a second factor that is younger than the change. Use an older one, or ask an administrator.',
  'link-early': 'This link does not work yet. Try again at the time that its message names.',
  'objection-refused': 'We can’t tell which of you this account belongs to. An administrator can.',
  'link-dead': 'This link no longer works. It was used already, or it is too old.',
  'email-unconfirmed': 'Confirm your email address first. We sent you a link.',
  'link-foreign': ({ provider }: Facts) =>
    `That ${provider} account belongs to another account here. Nothing was changed.`,
  'link-taken': ({ provider }: Facts) => `Another ${provider} account is connected already. Disconnect it first.`,
  'last-way-in': 'This is your only way to sign in. Set a password first.',
  'invitation-foreign': 'The invitation is for another email address',
  'account-disabled': 'This account is disabled. Write to the administrator.',
  'account-locked-down':
    'This account is locked down. Nobody can sign in until a new password is chosen: use the link we emailed, or “Forgot your password?”.',
  'reason-empty': 'Enter a reason. The person can read it.',
  'reason-long': 'Shorten the reason to 200 characters or fewer',
  'person-unknown': 'There is no account with this email address.',
  'no-second-factor': 'This person has no second factor. Nothing was changed.',
  'no-former-address': 'This account never had another email address. Nothing was changed.',
  'already-so': 'It is so already. Nothing was changed.',
  'last-admin': 'This is the last administrator who can get in. Make another one first.',
  'on-oneself': 'You cannot do this to your own account. Ask another administrator.',
  'reset-ordered': 'A reset is ordered already.',
  'reset-stays':
    'This was set up less than seven days before the reset was ordered, so it can’t stop it. Ask the administrator.',
  'two-factor-required': 'Two-factor authentication is required here. You can move to a new phone instead.',
  unavailable: 'Nothing can be saved at the moment. Wait a minute and try again.',
  'page-stale': 'This page is out of date. Reload it and try again. Your text is kept.',
  'form-of-another-site': 'This form was not sent from a page of this site.',
  'cookies-blocked':
    'Your browser sent no cookie, so nothing was done. Allow cookies for this site, then reload the page and try again.',
  'another-account':
    'Another account is signed in in this browser now. Nothing was done. Reload the page to go on with it.',
  'signed-in-already': 'You’re signed in in this browser already. Nothing was done. Reload the page to go on.',
  'another-sign-in':
    'Another sign-in was started in this browser. Nothing was checked here. Reload the page to go on with the newer one.',
  'link-elsewhere':
    'This browser no longer holds the link of this page. Nothing was done. Open the link in your mail again.',
  'page-outdated':
    'What this page shows has since changed, in another tab or by someone else. Nothing was done. Reload the page.',
  'cannot-tell': 'We can’t tell if that worked. Reload the page to see.',
  'session-ended': 'Your session ended. Sign in to go on where you were.',
} satisfies Record<string, string | ((facts: Facts) => string)>;
