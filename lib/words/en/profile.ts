import type { Parts } from '../parts.ts';

/** The account's own pages. */
export const profile = {
  title: 'Profile',
  tabs: {
    profile: 'Profile',
    password: 'Password',
    'two-factor': 'Two-Factor Auth',
    connections: 'Connected accounts',
    sessions: 'Sessions',
    apps: 'Apps',
    activity: 'Activity',
  },
  /** After the name of a tab, for readers: a dot says it to everyone else. */
  needsAttention: 'needs attention',
  aboutYou: {
    heading: 'About you',
    about: 'Your name on screens and in emails.',
  },
  nameForm: {
    name: 'Name',
    unsaved: 'You typed this before your session ended. It isn’t saved yet.',
    submit: 'Save',
    pending: 'Saving…',
  },
  email: {
    heading: 'Email address',
    about: 'We email you here about your account.',
    uses: {
      signInAndApp: 'Used to sign in and shown in your authenticator app.',
      signIn: 'Used to sign in.',
      app: 'Shown in your authenticator app.',
      none: 'Not used to sign in: your account has no password.',
    },
    change: 'Change',
    unconfirmed: 'Not confirmed',
    unconfirmedNote: 'Some apps open only once it’s confirmed.',
    confirm: 'Confirm',
    confirmPending: 'Sending…',
    confirmSent: 'We’ve emailed you a link. Open it to confirm this address.',
    sent: 'We’ve emailed a confirmation link to the new address. Keep using the current one until you confirm.',
  },
  emailDialog: {
    title: 'Change your email address',
    text: 'We’ll email a confirmation link to the new address. Keep using the current one until you confirm.',
    email: 'New email address',
    cancel: 'Cancel',
    submit: 'Send the link',
    pending: 'Sending…',
  },
  theme: { heading: 'Theme', about: 'Appearance on this browser.' },
  data: {
    heading: 'Your data',
    about: 'Everything we store about you, in one file.',
    note: 'Passwords and other secrets aren’t included.',
    download: 'Download my data',
  },
  deletion: {
    heading: 'Delete account',
    about: 'Closes your account for good.',
    title: 'This can’t be undone',
    note: 'You’ll be asked to confirm it’s you.',
    open: 'Delete account',
  },
  deleteDialog: {
    title: 'Delete account',
    text: 'This permanently deletes:',
    cancel: 'Cancel',
    submit: 'Delete account',
    pending: 'Deleting…',
  },
  /** What the deletion takes along, each a line of a list. */
  deleted: {
    person: 'your name and email address',
    personWithPassword: 'your name, email address and password',
    twoFactor: 'two-factor authentication and your one-time passwords',
    passkeys: 'your passkeys (delete them in your password manager as well)',
    connections: ({ providers }: { providers: string }) => `your sign-in with ${providers} (nothing changes there)`,
    sessions: 'all your sessions',
  },
  confirmDeletion: <E>({ email }: { email: E }): Parts<E> => ['Type ', email, ' to confirm'],
};
