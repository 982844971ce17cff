import { DAY_MS, limits, MINUTE_MS } from '../../config/limits.ts';
import { plurals } from '../plural.ts';

const p = plurals('en');
type Email = { email: string };

/** What `npm run admin` asks before it acts on a person's account, and says when it has. */
export const commandActs = {
  resetSecondFactor: {
    question: ({ email }: Email) =>
      `This will email ${email} a link, after the waiting time, that turns off two-factor authentication. Authenticator apps, security keys and one-time passwords will be removed; passkeys stay.`,
    done: ({ email, due }: Email & { due: string }) =>
      `We’ve emailed ${email}. After ${due} they’ll get a link that turns off two-factor authentication, unless they object.`,
  },
  bypassCode: ({ email }: Email) =>
    `For ${email}: works once, for ${limits.bypassCodeLifeMs / MINUTE_MS} minutes, in place of a one-time password. It won’t be shown again.`,
  disable: {
    question: ({ email }: Email) => `This will sign ${email} out everywhere, and they won’t be able to sign in.`,
    done: ({ email }: Email) => `${email} is disabled. Nothing was deleted.`,
  },
  delete: {
    question: ({ email }: Email) =>
      `This will disable the account of ${email} now and delete it in ${limits.deletionWaitMs / DAY_MS} days.`,
    done: ({ email, due }: Email & { due: string }) =>
      `${email} is disabled, and will be deleted after ${due}. Until then, user enable cancels that.`,
  },
  /** Several people at once. */
  many: {
    remind: {
      done: ({ count }: { count: number }) => p(count, { one: 'Sent 1 reminder.', other: `Sent ${count} reminders.` }),
    },
    'sign-out': {
      done: ({ count }: { count: number }) =>
        p(count, { one: 'Signed 1 person out.', other: `Signed ${count} people out.` }),
    },
    disable: {
      question: ({ emails }: { emails: string }) =>
        `This will sign them out everywhere, and they won’t be able to sign in: ${emails}.`,
      done: ({ count }: { count: number }) =>
        p(count, {
          one: 'Disabled 1 account. Nothing was deleted.',
          other: `Disabled ${count} accounts. Nothing was deleted.`,
        }),
    },
    delete: {
      question: ({ emails }: { emails: string }) =>
        `This will disable these accounts now and delete them in ${limits.deletionWaitMs / DAY_MS} days: ${emails}.`,
      done: ({ count }: { count: number }) =>
        p(count, {
          one: `Disabled 1 account, which will be deleted in ${limits.deletionWaitMs / DAY_MS} days. Until then, user enable cancels that.`,
          other: `Disabled ${count} accounts, which will be deleted in ${limits.deletionWaitMs / DAY_MS} days. Until then, user enable cancels that.`,
        }),
    },
    skipped: ({ emails }: { emails: string }) => `Already so, and left alone: ${emails}`,
  },
  reminded: ({ email }: Email) => `Emailed ${email} a link to set up two-factor authentication.`,
  enabled: ({ email }: Email) => `${email} can sign in again.`,
  signedOut: ({ email, count }: Email & { count: number }) =>
    p(count, { one: `Ended 1 session of ${email}.`, other: `Ended ${count} sessions of ${email}.` }),
  resetLinkSent: ({ email }: Email) => `Emailed ${email} a link to choose a new password.`,
  undoEmail: {
    which: ({ choice }: { choice: string }) => `There are several former addresses. Choose one with --to: ${choice}`,
    question: ({ email, former }: Email & { former: string }) =>
      `This will let ${former} take back the account of ${email}.`,
    done: ({ email, former, from }: Email & { former: string; from: string }) =>
      `We’ve emailed ${email} and ${former}. The link works from ${from}, for ${limits.undoLinkLifeMs / DAY_MS} days.`,
  },
  keptEmail: ({ email }: Email) => `${email} stays the account’s address.`,
  role: {
    which: 'The role must be admin or person: user role EMAIL admin.',
    admin: ({ email, ended }: Email & { ended: number }) =>
      p(ended, {
        one: `${email} is now an administrator. 1 session ended.`,
        other: `${email} is now an administrator. ${ended} sessions ended.`,
      }),
    person: ({ email, ended }: Email & { ended: number }) =>
      p(ended, {
        one: `${email} is no longer an administrator. 1 session ended.`,
        other: `${email} is no longer an administrator. ${ended} sessions ended.`,
      }),
  },
  renamed: ({ email, name }: Email & { name: string }) => `${email} is now called ${name}.`,
  emailChangeSent: ({ email, to }: Email & { to: string }) =>
    `Emailed ${to} a link to confirm, and notified ${email}, which stays the account’s address until then.`,
  emailChangeScheduled: {
    question: ({ email }: Email) =>
      `This will change the address of ${email} after the waiting time, without a confirmation.`,
    done: ({ email, to, due }: Email & { to: string; due: string }) =>
      `We’ve emailed ${email}. The account’s address will change to ${to} after ${due}, unless they object. Until then, user keep-email cancels that.`,
  },
  sessionEnded: ({ email, browser }: Email & { browser: string }) => `Signed ${email} out of ${browser}.`,
  added: ({ email }: Email) => `Created an account for ${email}, and emailed them a link to choose a password.`,
  invited: ({ email }: Email) => `Emailed an invitation to ${email}.`,
  inviteMany: {
    emailOrFile: 'Name one email address, or a list with --from FILE.',
    noFile: ({ file }: { file: string }) => `${file} can’t be read. No one was invited.`,
    noEmail: ({ line, typed }: { line: number; typed: string }) =>
      `line ${line}: “${typed}” isn’t a valid email address`,
    broken: ({ count }: { count: number }) =>
      p(count, {
        one: '1 line isn’t a valid email address. No one was invited.',
        other: `${count} lines aren’t valid email addresses. No one was invited.`,
      }),
    inviting: 'Inviting',
    stopped: ({ count, of }: { count: number; of: number }) =>
      `Stopped after ${count} of ${of} addresses. Run it again to continue.`,
    moreFaults: ({ count }: { count: number }) => p(count, { one: '… and 1 more.', other: `… and ${count} more.` }),
    invited: ({ count }: { count: number }) =>
      p(count, { one: 'Emailed 1 invitation.', other: `Emailed ${count} invitations.` }),
    alreadyThere: ({ count }: { count: number }) =>
      p(count, {
        one: 'Skipped 1 address that has an account or an invitation.',
        other: `Skipped ${count} addresses that have an account or an invitation.`,
      }),
    reserved: ({ emails }: { emails: string }) =>
      `Skipped addresses that belonged to another account until recently: ${emails}`,
  },
};
