/** The buttons of Google, Facebook and GitHub, outside and inside. */
export const providers = {
  /** Between the password's form and these. */
  or: 'or',
  signIn: ({ provider }: { provider: string }) => `Sign in with ${provider}`,
  signUp: ({ provider }: { provider: string }) => `Sign up with ${provider}`,
  continue: ({ provider }: { provider: string }) => `Continue with ${provider}`,
  lastUsed: 'Last used',
  /** In a sentence about one that is not known by name. */
  someone: 'The provider',
};
