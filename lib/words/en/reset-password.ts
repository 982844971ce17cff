import { limits, MINUTE_MS } from '../../config/limits.ts';
import type { Parts } from '../parts.ts';

const minutes = limits.resetLinkLifeMs / MINUTE_MS;

/** A new password by email: asking for the link, and the page that it leads to. */
export const resetPassword = {
  ask: {
    title: 'Reset your password',
    intro: 'We’ll email you a link to set a new password.',
    form: { submit: 'Email me a link', pending: 'Sending…' },
  },
  sent: {
    title: 'Check your email',
    again: 'We’ve sent another link. Only the newest one works.',
    /** The same for every address: it does not tell who has an account. */
    text: <E>({ email }: { email: E }): Parts<E> => [
      'If there’s an account for ',
      email,
      `, you’ll get a link shortly. It expires in ${minutes} minutes.`,
    ],
    spam: 'Can’t find it? Check your spam folder.',
  },
  choose: {
    title: 'Choose a new password',
    intro: <E>({ email }: { email: E }): Parts<E> => [
      'Set a new password for ',
      email,
      '. You’ll be signed out everywhere.',
    ],
    proof: 'Your two-factor authentication was changed recently. If that wasn’t you, confirm it’s you first.',
    form: { newPassword: 'New password', submit: 'Change password', pending: 'Changing…' },
    dead: `It has already been used, or it’s older than ${minutes} minutes.`,
    deadWayOn: 'Send a new link',
  },
};
