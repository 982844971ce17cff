import { DAY_MS, limits } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';
import { countedIn, plurals } from '../plural.ts';

const p = plurals('en');
const counted = countedIn('en');
const days = limits.invitationLifeMs / DAY_MS;

/** Adding people, and the invitations that wait for an answer, for administrators. */
export const invitations = {
  title: 'Invitations',
  lead: 'Sent, and not answered yet.',
  add: 'Invite people',
  people: 'All people',
  none: 'No invitations are waiting for an answer.',
  columns: { email: 'Email address', state: 'State', sent: 'Sent', acts: 'Actions' },
  pending: 'Pending',
  expired: 'Expired',
  resend: 'Resend',
  withdraw: 'Withdraw',
  previous: 'Previous',
  next: 'Next',
  done: {
    invite: 'Invitations sent.',
    add: 'Account created. We’ve emailed them a link to choose a password.',
    resend: 'Invitation sent again. Only the newest link works.',
    'resend-many': 'Invitations sent again. Only the newest links work.',
    withdraw: 'Invitation withdrawn. Its link no longer works.',
  },
  dialogs: {
    resend: {
      title: 'Resend invitation',
      text: <E>({ email }: { email: E }): Parts<E> => [
        email,
        ` will get a new link, which works for ${days} days. Earlier links stop working.`,
      ],
      button: 'Resend',
      pending: 'Sending…',
    },
    withdraw: {
      title: 'Withdraw invitation',
      text: <E>({ email }: { email: E }): Parts<E> => ['The link that was sent to ', email, ' will stop working.'],
      button: 'Withdraw',
      pending: 'Withdrawing…',
    },
    cancel: 'Cancel',
  },
  /** Several at once. */
  many: {
    bar: 'With the invitations selected',
    title: ({ count }: { count: number }) =>
      p(count, { one: 'Resend 1 invitation', other: `Resend ${count} invitations` }),
    text: `They’ll each get a new link, which works for ${days} days. Earlier links stop working.`,
    pending: 'Sending…',
    aboutWho:
      'All of them or no one: if one is answered or withdrawn before you confirm, nothing is sent and we’ll tell you which.',
    gone: ({ count }: { count: number }) =>
      p(count, {
        one: '1 of those selected has been answered or withdrawn.',
        other: `${count} of those selected have been answered or withdrawn.`,
      }),
    none: 'Select at least one invitation.',
    nobody: 'They have all been answered or withdrawn.',
  },
  adding: {
    title: 'Invite people',
    closed: 'Sign-up is closed here (SIGNUP=closed), so no one can be invited. You can still create an account.',
    invite: {
      about: `Each gets a link to create their account. It works for ${days} days and for that address only.`,
      emails: 'Email addresses',
      emailsHint: 'One a line, like ada@example.com or Ada <ada@example.com>',
      message: 'Message (optional)',
      messageHint: 'Added to the email, in your own words.',
      preview: 'Check',
      checking: 'Checking…',
      submit: counted({ one: 'Send {n} invitation', other: 'Send {n} invitations' }),
      pending: 'Sending…',
      fresh: counted({
        one: '{n} person will get an invitation.',
        other: '{n} people will get an invitation.',
      }),
      known: counted({
        one: '{n} address has an account or an invitation already, and will be skipped:',
        other: '{n} addresses have an account or an invitation already, and will be skipped:',
      }),
      faults: counted({ one: '{n} line isn’t an email address:', other: '{n} lines aren’t email addresses:' }),
      fault: 'Line {line}: {typed}',
      more: counted({ one: 'and {n} more', other: 'and {n} more' }),
      nobody: 'Everyone on the list has an account or an invitation already.',
    },
    create: {
      title: 'Create an account',
      about: 'For someone who starts now. They get a link to choose a password; you never see it.',
      name: 'Name',
      email: 'Email address',
      submit: 'Create account',
      pending: 'Creating…',
    },
  },
};
