/** What stands around pages, and pages of their own that any other may lead to. */
export const frame = {
  skip: 'Skip to content',
  help: 'Help',
  terms: 'Terms',
  privacy: 'Privacy',
  /** For search results and previews of links. */
  description: ({ appName }: { appName: string }) => `Sign in to ${appName} and manage your account security.`,
  signIn: 'Sign in',
  backToSignIn: 'Back to sign in',
  theme: {
    legend: 'Theme',
    names: { system: 'System', light: 'Light', dark: 'Dark' },
  },
  deadLink: {
    title: 'This link no longer works',
    /** Of a link that is none of ours, or lost a part on its way. */
    broken:
      'It may have been used or expired, or part of it is missing. Copy the whole link from the email, or start over.',
  },
  noCookies: {
    title: 'Your browser sent no cookie',
    text: 'Links and sign-in need cookies. Allow them for this site, then open the link in your email again.',
  },
  home: 'Home',
  /** Goes along with every page, so it stays small. */
  notFound: {
    title: 'Page not found',
    text: 'Check the address, or go back to the home page.',
  },
  /** The same. */
  broken: {
    title: 'Something went wrong on our end',
    text: 'Try again. If it keeps happening, contact your administrator.',
    reference: 'Mention this reference: {reference}',
    again: 'Try again',
    home: 'Home',
  },
  /** The database doesn’t respond. */
  unavailable: {
    title: 'Back in a moment',
    text: 'We can’t reach our database right now. Nothing was changed: if you were signed in, you still are. Go back and try again in a few seconds.',
  },
  stillSignedIn: {
    title: 'You’re still signed in',
    text: 'Nothing can be saved right now, so we couldn’t sign you out. Go back and try again in a minute. On a shared computer, stay until it works.',
  },
  /** Without markup. */
  unreadableAddress: 'This address is broken. Check it, or go to the home page.',
};
