import { DAY_MS, limits, MINUTE_MS } from '../../config/limits.ts';
import type { Facts } from '../facts.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');

/**
 * What a form or page says when something did not go as wished, by its code; lib/words/say.ts says it. What is wrong and
 * what to do next. No full stop behind what stands at a field and is one sentence.
 */
export const refusals = {
  'name-empty': 'Enter your name',
  'name-long': `Shorten your name to ${limits.nameMaxLength} characters or fewer`,
  'name-shape': 'Use letters, numbers and ordinary punctuation in your name',
  'person-name-empty': 'Enter their name',
  'person-name-long': `Shorten their name to ${limits.nameMaxLength} characters or fewer`,
  'person-name-shape': 'Use letters, numbers and ordinary punctuation in their name',
  'factor-name-empty': 'Enter a name',
  'factor-name-long': `Shorten the name to ${limits.factorNameMaxLength} characters or fewer`,
  'factor-name-shape': 'Use letters, numbers and ordinary punctuation in the name',
  'group-name-empty': 'Enter a short name',
  'group-name-shape': `Use up to ${limits.groupNameMaxLength} lowercase letters (a to z), digits and single hyphens, like it-support`,
  'group-name-taken': 'Another group already has this short name. Choose a different one.',
  'group-title-empty': 'Enter a name',
  'group-title-long': `Shorten the name to ${limits.groupTitleMaxLength} characters or fewer`,
  'group-title-shape': 'Use letters, numbers and ordinary punctuation in the name',
  'app-id-shape': `Use up to ${limits.groupNameMaxLength} small letters a to z, digits and single hyphens for the ID, like wiki`,
  'app-id-taken': 'Another app already has this ID. Choose another.',
  'app-name-shape': `Use a name of up to ${limits.groupTitleMaxLength} letters, numbers and ordinary punctuation`,
  'app-unknown': 'There is no such app. It may have been removed.',
  'app-without-secret': 'This app keeps no secret: it runs in a browser or on a device.',
  'app-of-file': 'This app is declared in APPS_FILE. Change it there, then restart the server.',
  'app-not-of-file': ({ address }: Facts) =>
    `APPS_FILE declares the app ${address}, but one of this ID was added otherwise. Remove that one, or use another ID. Nothing of the file was applied.`,
  'app-age-shape': `Enter whole minutes, from ${limits.appSignInAgeMs.least / MINUTE_MS} to ${limits.appSignInAgeMs.most / MINUTE_MS}`,
  'preset-address-shape': 'Enter the address of the app, like https://wiki.example.com',
  'apps-full': `There are already ${limits.appsInAll} apps. Remove one first.`,
  'redirect-uris-many': `An app can have up to ${limits.redirectUrisPerApp} addresses. Remove some.`,
  'redirect-uri-missing': 'Name at least one address that the app is sent back to.',
  'redirect-uri-shape': ({ address }: Facts) =>
    `${address} can’t be an address that the app is sent back to. Use a complete https address exactly as the app sends it, without # or *. http is for localhost only.`,
  'app-address-shape': ({ address }: Facts) =>
    `${address} can’t be used. Enter a complete address that begins with https:// or http://, without a name or password in it.`,
  'app-without-openid':
    'An app behind a proxy doesn’t use OpenID Connect. Leave out redirect addresses and the back-channel address; its sessions end with the session here.',
  'guarded-host-missing': 'Name at least one host of the app, like reports.example.com.',
  'guarded-host-shape': ({ address }: Facts) =>
    `${address || 'That'} can’t be the host of an app. Enter a name like reports.example.com, without a path or a *.`,
  'guarded-host-scheme': ({ address }: Facts) =>
    `Your proxy has to serve the app at ${address}, as it does this server. Enter the host alone.`,
  'guarded-host-own': ({ address }: Facts) =>
    `${address} is this server’s own host: an app there would be sent its cookies. Give the app another host.`,
  'guarded-host-port': ({ address }: Facts) => `The port in ${address} doesn’t exist. Ports go from 1 to 65535.`,
  'guarded-host-taken': ({ address, taken, appName, appId }: Facts) =>
    address === taken
      ? `${taken} belongs to the app ${appName} (${appId}). Remove it there first, or give this app a host of its own.`
      : `${address} would share cookies with ${taken} of the app ${appName} (${appId}). Remove that one there first, or give this app a host of its own.`,
  'guarded-hosts-many': `An app can have up to ${limits.guardedHostsPerApp} hosts. Remove some.`,
  'open-path-shape': ({ address }: Facts) =>
    `${address || 'That'} can’t be an open path. Enter it exactly as it’s requested, like /health: no *, %, ; or //, and nothing after ? or #.`,
  'open-path-own': ({ address }: Facts) =>
    `${address} can’t be an open path: what’s below /.connect/ belongs to sign-in.`,
  'open-paths-many': `An app can have up to ${limits.openPathsPerApp} open paths. Remove some.`,
  'app-description-shape': `Describe the app in up to ${limits.nameMaxLength} ordinary characters.`,
  'email-empty': 'Enter your email address',
  'email-shape': 'Enter an email address in the correct format, like name@example.com',
  'password-empty': 'Enter your password',
  'password-short': ({ minimum }: Facts) => `Password must be ${minimum} characters or more`,
  'password-long': `Password must be ${limits.passwordMaxLength} characters or fewer`,
  'password-shape': 'Your password contains a character that can’t be typed. Remove it.',
  'password-common': 'This password is too common. Choose another.',
  'password-context': ({ word }: Facts) =>
    `Choose another password. This one contains your name, your email address or “${word}”.`,
  'password-wrong': 'Incorrect password. Try again.',
  'password-same': 'Choose a password that differs from the current one',
  'field-unreadable': 'Something’s wrong with this field. Type it again.',

  'sign-in-failed': 'Incorrect email or password. Try again or reset your password.',
  'too-many-attempts': ({ minutes = 1 }: Facts) =>
    p(minutes, {
      one: 'Too many attempts. Try again in 1 minute.',
      other: `Too many attempts. Try again in ${minutes} minutes.`,
    }),
  busy: 'We’re busy right now. Try again in a minute. What you typed is still here.',
  'signup-closed': 'Sign-up is closed. If you already have an account, sign in.',
  'signup-by-invitation': 'Sign-up is by invitation only. Ask an administrator for an invitation.',
  'signup-domain': ({ domains }: Facts) =>
    `Sign-up is for people at ${domains}. Use an account or address there, or ask an administrator for an invitation.`,

  'code-empty': `Enter the ${limits.totpDigits}-digit code from your authenticator app`,
  'code-length': `The code has ${limits.totpDigits} digits.`,
  'code-shape': 'Use digits only.',
  'code-wrong': ({ time }: Facts) =>
    time
      ? `That code is incorrect or has expired. Try the next one. It’s ${time} UTC: if your phone shows different minutes, set its date and time to automatic.`
      : 'That code is incorrect or has expired. Try the next one.',
  'code-wrong-in-setup': ({ appName }: Facts) =>
    `That code is incorrect. Make sure you’re using the one for ${appName} and try the next code.`,
  'code-reused': `That code has already been used. Wait up to ${limits.totpStepSeconds} seconds for a new one.`,
  'clock-slow': ({ minutes = 1, time }: Facts) => {
    const cure = time
      ? `It’s ${time} UTC. Set your phone’s date and time to automatic, then try again.`
      : 'Set its date and time to automatic, then try again.';
    return p(minutes, {
      one: `Your phone’s clock seems to be about 1 minute slow. ${cure}`,
      other: `Your phone’s clock seems to be about ${minutes} minutes slow. ${cure}`,
    });
  },
  'clock-fast': ({ minutes = 1 }: Facts) =>
    p(minutes, {
      one: 'Your phone’s clock seems to be about 1 minute fast. Set its date and time to automatic, then try again.',
      other: `Your phone’s clock seems to be about ${minutes} minutes fast. Set its date and time to automatic, then try again.`,
    }),
  'recovery-code-empty': 'Enter one of your one-time passwords',
  'recovery-code-shape': 'A one-time password has 16 letters and digits, like K7M4-Q2XT-9RHD-3WZC',
  'recovery-code-wrong': 'That one-time password is incorrect or has already been used. Try another one.',
  'authenticator-suspended':
    'Codes from your app no longer work here. Use a one-time password, then set up your app again.',
  'authenticator-unreadable':
    'We can’t check your app’s codes right now. Use a one-time password, or contact your administrator.',

  'challenge-expired': `Your sign-in has ended: it was finished already, or timed out after ${limits.challengeLifeMs / MINUTE_MS} minutes. Start over.`,
  'challenge-spent': 'Too many incorrect codes. Start over.',
  'enrolment-expired': 'That QR code has expired. Remove its entry from your app and scan this new one.',
  'move-expired':
    'That QR code has expired. Start over here, and remove its entry from the new app before you scan the next one.',
  'authenticators-full': `You already have ${limits.authenticatorsPerAccount} authenticator apps. Remove one first.`,
  'last-factor':
    'This is the last one that confirms your sign-ins. Add another first, or disable two-factor authentication.',
  'code-of-removed': 'That code is from the app you’re removing. Use one from another app, or a one-time password.',
  'two-factor-already-on': 'Two-factor authentication is already on. Reload the page to see it.',
  'two-factor-off': 'Two-factor authentication is already off. Reload the page to see it.',
  'proof-missing': 'Confirm it’s you first.',
  'proof-foreign': ({ provider }: Facts) =>
    `That isn’t the ${provider} account you sign in with here. Nothing was changed.`,
  'proof-stale': ({ provider }: Facts) => `${provider} didn’t ask you to sign in again. Sign out there and try again.`,

  'passkey-failed': 'That passkey didn’t work. Try again, or sign in another way.',
  'passkey-expired': 'That took too long. Try again.',
  'passkey-unknown': 'This passkey no longer belongs to an account here. Sign in another way.',
  'passkey-unverified': 'Your key didn’t verify you. Set a PIN on it, or sign in with your password.',
  'passkey-second-only': 'This security key works only as a second step. Sign in another way first, then use it.',
  'passkey-unfit': 'That device or key can’t sign you in by itself. Choose another place for your passkey.',
  'passkey-taken': 'That passkey or security key already belongs to an account here. Use another one.',
  'passkey-of-removed': 'That’s the one you’re removing. Confirm with another one, a code or a one-time password.',
  'key-missing': 'Press “Use your security key”, or use a one-time password.',
  'passkeys-full': `You already have ${limits.passkeysPerAccount} passkeys and security keys. Remove one first.`,
  'passkeys-off': 'Passkeys can’t be used at this address. Ask an administrator.',
  'passkey-gone': 'It has already been removed. Reload the page.',
  'passkey-old': `To remove a passkey older than ${limits.proofAgeMs / DAY_MS} days, use a browser or passkey you’ve had for as long. Or reset your password by email and untick it there.`,

  'provider-cancelled': ({ provider }: Facts) => `Sign-in with ${provider} was cancelled. Nothing was changed.`,
  'provider-down': ({ provider, reference }: Facts) =>
    `${provider} isn’t responding. Try again, or use another way to sign in. (Reference ${reference})`,
  'provider-failed': ({ provider, reference }: Facts) =>
    `Sign-in with ${provider} didn’t work. Start over, or use another way to sign in. (Reference ${reference})`,
  'provider-misconfigured': ({ provider, reference }: Facts) =>
    `Sign-in with ${provider} isn’t set up correctly here. Use another way to sign in, and give your administrator this reference. (Reference ${reference})`,
  'flow-lost': ({ provider, reference }: Facts) =>
    `We can’t tell what was started at ${provider}: its cookie is missing from this browser, or ${limits.oauthFlowLifeMs / MINUTE_MS} minutes have passed. Nothing was changed. Start over. (Reference ${reference})`,
  'flow-over': ({ provider }: Facts) =>
    `Your session or your connected accounts changed while you were at ${provider}. Nothing was changed. Start over.`,
  'provider-no-email': ({ provider }: Facts) =>
    `${provider} didn’t share a confirmed email address. Confirm one there and share it, or use another way to sign in.`,
  'provider-address-known': ({ provider }: Facts) =>
    `You already have an account with this email address. Sign in the way you did before, then connect ${provider} under Profile, Connected accounts.`,
  'email-same': 'This is already your email address',
  'email-differs': 'Type the email address of this account',
  'email-taken': 'Another account now uses this email address. Nothing was changed.',
  'email-reserved': `This address belonged to an account until recently, and that change can still be undone. Invite it again in ${limits.undoLinkLifeMs / DAY_MS} days.`,
  'code-too-young':
    'That code is from two-factor authentication that was set up after the change. Use the app or one-time passwords you had before, or ask an administrator.',
  'passkey-too-young':
    'That passkey is too new to settle this. Use one you had before the change, or ask an administrator.',
  'link-early': 'This link doesn’t work yet. Try again at the time given in its email.',
  'objection-refused': 'We can’t tell which of you this account belongs to. Ask an administrator.',
  'link-dead': 'This link no longer works. It has already been used, or it has expired. Ask for a new one.',
  'email-unconfirmed': 'Confirm your email address first. We’ve emailed you a link.',
  'link-foreign': ({ provider }: Facts) =>
    `That ${provider} account belongs to another account here. Nothing was changed.`,
  'link-taken': ({ provider }: Facts) => `Another ${provider} account is already connected. Disconnect it first.`,
  'passkeys-unguarded':
    'Passkeys would be your only way to sign in, and nothing would guard them. Set a password first, or keep two-factor authentication on.',
  'last-way-in': 'This is your only way to sign in. Set a password first.',
  'invitations-none': 'Enter at least one email address',
  'invitations-many': ({ count }: Facts) =>
    `You entered ${count} lines. Invite at most ${limits.invitationsAtOnce} people at once here, or any number with the command.`,
  'invitations-faulty': 'Correct the lines that aren’t email addresses. No one has been invited.',
  'invitations-reserved': ({ emails }: Facts) =>
    `The others have been invited. These addresses belonged to accounts until recently, and that can still be undone: ${emails}. Invite them again in ${limits.undoLinkLifeMs / DAY_MS} days.`,
  'invitation-gone': 'This invitation has been accepted, withdrawn or deleted. Nothing was changed.',
  'message-long': `Shorten the message to ${limits.invitationMessageMaxLength} characters or fewer`,
  'message-shape': 'Use letters, numbers and ordinary punctuation in the message',
  'invitation-foreign': 'The invitation is for another email address',
  'account-disabled': 'This account is disabled. Contact your administrator.',
  'account-locked-down':
    'This account is locked down. To sign in, set a new password with the link we emailed, or choose “Forgot your password?”.',
  'reason-empty': 'Enter a reason. They can read it.',
  'reason-long': `Shorten the reason to ${limits.reasonMaxLength} characters or fewer`,
  'person-unknown': 'There’s no account with this email address.',
  'no-second-factor': 'This person doesn’t use two-factor authentication. Nothing was changed.',
  'no-former-address': 'There’s no former email address to restore. Nothing was changed.',
  'session-unknown': 'There’s no such session. It may have ended.',
  'already-so': 'Already done. Nothing was changed.',
  'last-admin': 'This is the last administrator who can sign in. Make someone else an administrator first.',
  'on-oneself': 'You can’t do this to your own account. Ask another administrator.',
  'two-factor-on': 'Nothing was sent: two-factor authentication is on, or the account is disabled.',
  'reminded-already': 'Nothing was sent: they were reminded within the last 24 hours.',
  'reminders-none': 'Nothing was sent: no one is left to remind. Each person gets at most one email in 24 hours.',
  'people-none': 'Select at least one person.',
  'people-many': ({ count }: Facts) => `${count} people are selected. Select at most ${limits.peopleAtOnce} at once.`,
  'people-changed': ({ emails }: Facts) =>
    `Nothing was done. These have changed or were deleted since they were shown: ${emails}. Reload the page and check the list.`,
  'count-differs': 'Type the number of accounts listed here',
  'group-unknown': 'There’s no such group. It may have been deleted.',
  'groups-full': `There are already ${limits.groupsInAll} groups. Delete one first.`,
  'groups-of-account-full': `This person is already in ${limits.groupsPerAccount} groups. Remove them from one first.`,
  'member-already': 'This person is already in the group.',
  'member-unknown': 'This person isn’t in the group.',
  'reset-ordered': 'A reset is already scheduled.',
  'reset-stays': `This was set up less than ${limits.proofAgeMs / DAY_MS} days before the reset was scheduled, so it can’t stop the reset. Ask the administrator.`,
  'two-factor-required': 'Two-factor authentication is required here. You can move to a new phone instead.',
  unavailable: 'Nothing can be saved right now. Wait a minute and try again.',
  'page-stale': 'This page is out of date. Reload it and try again. What you typed is still here.',
  'form-of-another-site': 'This form wasn’t sent from a page on this site. Go back and try again.',
  'cookies-blocked':
    'Your browser sent no cookie, so nothing was done. Allow cookies for this site, then reload the page and try again.',
  'another-account':
    'This browser is now signed in to another account. Nothing was done. Reload the page to continue with it.',
  'signed-in-already': 'This browser is already signed in. Nothing was done. Reload the page to continue.',
  'another-sign-in':
    'Another sign-in was started in this browser. Nothing was checked here. Reload the page to continue with the newer one.',
  'link-elsewhere':
    'This browser no longer has the link for this page. Nothing was done. Open the link in your email again.',
  'page-outdated':
    'What this page shows has since been changed, in another tab or by someone else. Nothing was done. Reload the page.',
  'cannot-tell': 'We can’t tell if that worked. Reload the page to see.',
  'session-ended': 'Your session has ended. Sign in to pick up where you left off.',
} satisfies Record<string, string | ((facts: Facts) => string)>;
