import { isProvider, type Method, providerNames } from '../sign-in/authentication-methods.ts';
import type { EventKind } from './security-event.ts';

/** Who reads it: the person whom it happened to, or administrators. */
export type Audience = 'self' | 'admin';

const methodNames: Readonly<Record<Exclude<Method, 'password'>, string>> = {
  ...providerNames,
  totp: 'an authenticator code',
  'recovery-code': 'a one-time password',
  'bypass-code': 'a code from an administrator',
};

const refusals: Readonly<Record<string, string>> = {
  'too-many-attempts': 'Code not looked at: too many attempts',
  'code-reused': 'Code used a second time',
  'challenge-expired': 'Code not used: that sign-in had ended',
};

/** What happened, in words for whoever reads it, e.g. "Signed in with Google and an authenticator code". */
export function eventSentence(kind: EventKind, details: readonly string[], audience: Audience): string {
  const nameOf = (method = '') => methodName(method, audience);
  switch (kind) {
    case 'signed-up':
      return `Account made with ${nameOf(details[0])}`;
    case 'signed-in':
      return `Signed in with ${details.map((method) => nameOf(method)).join(' and ')}`;
    case 'signed-out':
      return 'Signed out';
    case 'code-refused':
      return refusals[details[2] ?? ''] ?? wrongCode(details);
    case 'recovery-code-used':
      return `One-time password no. ${details[0]} used`;
    case 'two-factor-enabled':
      return 'Two-factor authentication enabled';
    case 'two-factor-disabled':
      return 'Two-factor authentication disabled';
    case 'authenticator-suspended':
      return 'Codes of the authenticator app switched off after too many wrong ones';
    case 'recovery-codes-renewed':
      return 'New one-time passwords made';
    case 'password-changed':
      return 'Password changed';
    case 'password-set':
      return 'Password set';
    case 'password-reset':
      return 'Password changed through a link in a mail';
    case 'authenticator-moved':
      return 'Authenticator app changed';
    case 'new-browser':
      return `New browser: ${details[0]}`;
    case 'codes-refused':
      return 'Three wrong codes in a row';
    case 'provider-connected':
      return `${nameOf(details[0])} connected`;
    case 'provider-disconnected':
      return `${nameOf(details[0])} disconnected`;
    case 'email-changed':
      return `Email address changed from ${details[0]} to ${details[1]}`;
    case 'email-change-undone':
      return details[1] ? `Email address changed back to ${details[1]}` : 'Change of email address undone';
    case 'email-undo-waiting':
      return `Change back to ${details[0]} asked for`;
    case 'email-undo-stopped':
      return `Change back to ${details[0]} stopped`;
    case 'email-undo-sent':
      return `Undo link sent to ${details[1]} by an administrator${because(details[0])}`;
    case 'email-undo-withdrawn':
      return `Undo link to ${details[1]} taken back by an administrator${because(details[0])}`;
    case 'email-restored':
      return `Email address kept: ${details[0]}`;
    case 'locked-down':
      return 'Account locked down by a link in a mail';
    case 'second-factor-taken-off':
      return details[0] === 'codes'
        ? 'One-time passwords taken off with a new password'
        : 'Codes of the authenticator app switched off with a new password';
    case 'session-ended':
      return `Signed out another browser: ${details[0]}`;
    case 'all-other-sessions-ended':
      return 'Signed out all other browsers';
    case 'all-sessions-ended':
      return `Signed out everywhere by an administrator${because(details[0])}`;
    case 'account-imported':
      return `Account imported by an administrator${Number(details[0]) > 1 ? `, one of ${details[0]}` : ''}`;
    case 'account-disabled':
      return `Account disabled by an administrator${because(details[0])}`;
    case 'account-enabled':
      return 'Account enabled by an administrator';
    case 'role-changed':
      return `${details[0] === 'admin' ? 'Made an administrator' : 'No longer an administrator'}${because(details[1])}`;
    case 'password-reset-sent':
      return `Link for a new password sent by an administrator${because(details[0])}`;
    case 'bypass-code-made':
      return `Code for one sign-in made by an administrator${because(details[0])}`;
    case 'bypass-code-used':
      return 'Code from an administrator used';
    case 'second-factor-reset-ordered':
      return `Reset of the second factor ordered by an administrator${because(details[0])}`;
    case 'second-factor-reset-stopped':
      return 'Reset of the second factor stopped';
    case 'second-factor-reset':
      return 'Second factor reset by an administrator';
  }
}

function wrongCode([method, firstFactor]: readonly string[]): string {
  const what = method === 'recovery-code' ? 'Wrong one-time password' : 'Wrong code';
  return `${what} after ${isProvider(firstFactor) ? `signing in with ${providerNames[firstFactor]}` : 'the right password'}`;
}

function because(reason = ''): string {
  return reason && `: ${reason}`;
}

function methodName(method: string, audience: Audience): string {
  if (method === 'password') return audience === 'self' ? 'your password' : 'a password';
  return methodNames[method as keyof typeof methodNames] ?? method;
}
