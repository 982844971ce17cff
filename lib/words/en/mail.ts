import type { Parts } from '../parts.ts';

/** What stands in every email around what it is about. */
export const mail = {
  greeting: {
    named: ({ name }: { name: string }) => `Hello ${name},`,
    plain: 'Hello,',
  },
  instant: ({ day, time }: { day: string; time: string }) => `${day} at ${time} UTC`,
  /** A button of the HTML form, before its link in the text form. */
  link: ({ label }: { label: string }) => `${label}:`,
  /** Under a button. */
  paste: <E>({ link }: { link: E }): Parts<E> => ['Or paste this link: ', link],
  facts: {
    when: 'When',
    browser: 'Browser',
    address: 'IP address',
    doneBy: 'Done by',
    reason: 'Reason',
  },
  fact: ({ name, value }: { name: string; value: string }) => `${name}: ${value}`,
  administrator: 'An administrator',
  /** Under what the reader may have done themselves. */
  nothingToDo: 'If this was you, there’s nothing to do.',
  wasNotYou: 'Wasn’t you? Secure your account',
  /** Where an administrator did it. */
  unexpected: 'Didn’t expect this? Secure your account',
  /** Why someone gets it. */
  why: {
    account: ({ appName }: { appName: string }) =>
      `You’re receiving this email because you have an account at ${appName}.`,
    deleted: ({ appName }: { appName: string }) =>
      `You’re receiving this email because you had an account at ${appName}.`,
    former: ({ appName }: { appName: string }) =>
      `You’re receiving this email because an account at ${appName} had this email address.`,
    typed: ({ appName }: { appName: string }) =>
      `You’re receiving this email because someone entered this email address at ${appName}.`,
    invited: ({ appName }: { appName: string }) =>
      `You’re receiving this email because you were invited to ${appName}.`,
  },
  questions: <E>({ support }: { support: E }): Parts<E> => ['Questions? ', support],
};
