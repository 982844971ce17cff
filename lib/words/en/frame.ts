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
};
