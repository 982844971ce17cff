import type { Parts } from '../parts.ts';

type Name = { provider: string };

/** The accounts elsewhere that sign in to this one. */
export const connections = {
  title: 'Connected accounts',
  about: 'Sign in with another account. If two-factor authentication is on, you’ll still be asked for a code.',
  empty: 'No other accounts can be connected here.',
  list: 'Accounts you can sign in with',
  connected: 'Connected',
  since: <E>({ day }: { day: E }): Parts<E> => ['Since ', day],
  notConnected: 'Not connected',
  onlyWayIn: <E>({ link }: { link: (text: string) => E }): Parts<E> => [
    'You don’t have a password. To disconnect this account, ',
    link('set one'),
    ' first.',
  ],
  connect: 'Connect',
  disconnect: 'Disconnect',
  /** After the act, in place of the dialog. */
  isConnected: ({ provider }: Name) => `${provider} is connected. You can now sign in with it.`,
  isDisconnected: ({ provider }: Name) => `${provider} is disconnected.`,
  connectDialog: {
    title: ({ provider }: Name) => `Connect ${provider}`,
    text: ({ provider }: Name) => `We’ll send you to ${provider} to approve. After that you can sign in with it.`,
    form: { cancel: 'Cancel', submit: 'Connect', pending: 'Connecting…' },
  },
  disconnectDialog: {
    title: ({ provider }: Name) => `Disconnect ${provider}`,
    text: ({ provider }: Name) =>
      `You won’t be able to sign in with ${provider} any more. Your account there isn’t affected.`,
    form: { cancel: 'Cancel', submit: 'Disconnect', pending: 'Disconnecting…' },
  },
};
