import { limits } from '../config/limits.ts';
import { maskEmail } from '../rules/account/masked-email.ts';
import { administrator, type EventKind } from '../rules/events/security-event.ts';
import { isProvider, providerNames } from '../rules/sign-in/authentication-methods.ts';
import { compose, instantForMail, type MailContent } from './compose.ts';

/** `notYou` stands above the link for who did not do it, where that link does more than lock the account down. */
type Notice = { subject: string; sentence: string; notYou?: string };
type Circumstances = { appName: string; name: string; at: Date; browser: string; ipAddress: string; notYouUrl: string };

const fixed: Partial<Record<EventKind, Notice>> = {
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
    sentence: 'The password of your account was changed through a link in a mail. All browsers were signed out.',
  },
  'two-factor-enabled': {
    subject: 'Two-factor authentication is on',
    sentence:
      'Two-factor authentication was turned on. From now on signing in also asks for a code from your authenticator app.',
  },
  'two-factor-disabled': {
    subject: 'Two-factor authentication is off',
    sentence: 'Two-factor authentication was turned off. Your account is protected by one factor only.',
  },
  'authenticator-moved': {
    subject: 'Your authenticator app was changed',
    sentence: 'Codes now come from another phone or app. The old one no longer works.',
  },
  'authenticator-suspended': {
    subject: 'Codes from your app are switched off',
    sentence: 'There were too many wrong codes in a row. Sign in with a one-time password and set your app up again.',
  },
  'recovery-codes-renewed': {
    subject: 'New one-time passwords were made',
    sentence: 'New one-time passwords were made. The earlier ones no longer work.',
  },
  'account-enabled': {
    subject: 'Your account works again',
    sentence: 'An administrator enabled your account again.',
  },
  'bypass-code-used': {
    subject: 'A code from an administrator was used',
    sentence: 'Someone signed in to your account with the code that an administrator made.',
  },
  'second-factor-reset-stopped': {
    subject: 'Your second factor stays on',
    sentence: 'The reset of your second factor was stopped. Nothing was changed.',
  },
  'second-factor-reset': {
    subject: 'Your second factor was reset',
    sentence:
      'Two-factor authentication was turned off at this sign-in, as an administrator had announced. Turn it on again under Profile, Two-Factor Auth.',
  },
  'codes-refused': {
    subject: 'Wrong codes were entered for your account',
    sentence: `${limits.refusedCodesBeforeNotice} wrong codes in a row were entered for your account. If that was not you, someone knows your password or uses an account that you sign in with: change that password now.`,
  },
};

/** What the owner is told of by mail (NIST SP 800-63B-4 §4.6; ASVS 6.3.7); null when it is everyday. */
export function noticeOf(kind: EventKind, details: readonly string[]): Notice | null {
  const [first = '', second = ''] = details;
  const provider = isProvider(first) ? providerNames[first] : '';
  if (kind === 'recovery-code-used') {
    const used = `One-time password no. ${first} was used`;
    return { subject: `${used} (${second} left)`, sentence: `${used}. ${leftSentence(Number(second))}` };
  }
  if (kind === 'new-browser') {
    return {
      subject: `New sign-in from ${first}`.slice(0, 60),
      sentence: 'Someone signed in to your account in a browser that we did not recognise.',
    };
  }
  if (kind === 'provider-connected')
    return {
      subject: `${provider} was connected`,
      sentence: `You can now also sign in with ${provider}.`,
      notYou: `Wasn't you? Disconnect ${provider} and secure your account now:`,
    };
  if (kind === 'provider-disconnected')
    return {
      subject: `${provider} was disconnected`,
      sentence: `${provider} no longer opens your account.`,
    };
  if (kind === 'second-factor-taken-off')
    return first === 'codes'
      ? {
          subject: 'Your one-time passwords were taken off',
          sentence:
            'They were younger than seven days and not kept when a new password was set. Get new ones under Profile, Two-Factor Auth.',
        }
      : {
          subject: 'Codes from your app are switched off',
          sentence:
            'The app was younger than seven days and not kept when a new password was set. Sign in with a one-time password and set your app up again.',
        };
  if (kind === 'role-changed') {
    const rest = `${second && ` Reason given: ${second}.`} You were signed out everywhere.`;
    return first === 'admin'
      ? {
          subject: 'You are an administrator now',
          sentence: `Your account can now help other people with theirs.${rest}`,
        }
      : { subject: 'You are no longer an administrator', sentence: `Your account is an ordinary one again.${rest}` };
  }
  return fixed[kind] ?? actOf(kind, first, second);
}

/** What an administrator did, with the reason that was given. */
function actOf(kind: EventKind, reason: string, second: string): Notice | null {
  const because = `Reason given: ${reason}`;
  switch (kind) {
    case 'second-factor-reset-ordered':
      return {
        subject: 'Your second factor is going to be reset',
        sentence: `An administrator will turn off two-factor authentication for your account on ${instantForMail(new Date(second))}. ${because}. Still have your authenticator? Sign in with it and choose Keep it on.`,
      };
    case 'email-undo-sent':
      return {
        subject: 'Your email address may be changed back',
        sentence: `An administrator sent your former address, ${maskEmail(second)}, a link that makes it your account’s address again. ${because}. If this account is yours, ask an administrator.`,
      };
    case 'email-undo-withdrawn':
      return {
        subject: 'Your email address stays',
        sentence: `An administrator took the link to your former address, ${maskEmail(second)}, back. ${because}.`,
      };
    case 'bypass-code-made':
      return {
        subject: 'A code for one sign-in was made for you',
        sentence: `An administrator made a code with which you can sign in once, in place of a code from your app. ${because}.`,
      };
    case 'all-sessions-ended':
      return {
        subject: 'You were signed out everywhere',
        sentence: `An administrator signed you out in every browser. ${because}.`,
      };
    case 'account-disabled':
      return {
        subject: 'Your account was disabled',
        sentence: `An administrator disabled your account. Nothing of it was deleted. ${because}.`,
      };
    case 'password-reset-sent':
      return {
        subject: 'A link for a new password was sent to you',
        sentence: `An administrator sent you a link for a new password, in another mail. ${because}.`,
      };
    default:
      return null;
  }
}

/** The mail about an event. Its link leads to a page that can only make things safer. */
export function eventNoticeMail({ subject, sentence, notYou }: Notice, about: Circumstances): MailContent {
  return compose({
    appName: about.appName,
    subject,
    greeting: `Hello ${about.name},`,
    paragraphs: [sentence],
    circumstances: circumstancesOf(about),
    notYou: { sentence: notYou ?? "Wasn't you? Secure your account now:", url: about.notYouUrl },
  });
}

/** The last mail that an account gets. No link of it could still do anything. */
export function accountDeletedMail(
  about: Omit<Circumstances, 'notYouUrl'> & { supportEmail: string | undefined },
): MailContent {
  const help = about.supportEmail ? [`Was that not you? Write to ${about.supportEmail}.`] : [];
  return compose({
    appName: about.appName,
    subject: 'Your account was deleted',
    greeting: `Hello ${about.name},`,
    paragraphs: [
      'Your account was deleted, with everything that belonged to it. Nothing of it can be brought back.',
      ...help,
    ],
    circumstances: circumstancesOf(about),
  });
}

function circumstancesOf({ at, browser, ipAddress }: Pick<Circumstances, 'at' | 'browser' | 'ipAddress'>): string[] {
  const when = `When: ${instantForMail(at)}`;
  if (browser === administrator.browser) return [when, 'By: an administrator'];
  return [when, `Browser: ${browser}`, ...(ipAddress === 'unknown' ? [] : [`Address: ${ipAddress}`])];
}

function leftSentence(left: number): string {
  if (left === 0) return 'None is left: get new ones under Profile, Two-Factor Auth.';
  return `${left} ${left === 1 ? 'is' : 'are'} left.`;
}
