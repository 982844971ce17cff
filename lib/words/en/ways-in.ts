/** Where an account is taken back: what else opens it, and what of its second factor is new. */
export const waysIn = {
  heading: 'Other ways to sign in',
  headingOfFactors: 'Two-factor authentication',
  hint: 'Keep only what you recognise. Anything you leave unticked stops working.',
  new: 'New',
  connected: ({ ago }: { ago: string }) => `Connected ${ago}`,
  passkeyAdded: ({ ago, browser }: { ago: string; browser: string }) => `Passkey, added ${ago} in ${browser}`,
  /** Where two-factor is on, and this browser may not take a factor away. */
  passkeyGuards:
    'If you untick it, it won’t sign you in by itself again, but it will still confirm sign-ins after your password.',
  factors: {
    'two-factor': 'Two-factor authentication',
    app: 'Authenticator app',
    key: 'Security key',
    codes: 'One-time passwords',
  },
  /** What was done to each, and when. */
  changed: {
    'two-factor': ({ ago }: { ago: string }) => `Turned on ${ago}`,
    app: ({ ago }: { ago: string }) => `Set up ${ago}`,
    key: ({ ago }: { ago: string }) => `Security key, added ${ago}`,
    codes: ({ ago }: { ago: string }) => `Created ${ago}`,
  },
  /** New as well, and this browser may not take it off. */
  stuck: {
    'two-factor': ({ ago }: { ago: string }) => `Two-factor authentication was turned on ${ago}.`,
    app: ({ ago, name }: { ago: string; name: string | null }) =>
      name ? `Your authenticator app “${name}” was set up ${ago}.` : `Your authenticator app was set up ${ago}.`,
    key: ({ ago, name }: { ago: string; name: string | null }) => `The security key “${name}” was added ${ago}.`,
    codes: ({ ago }: { ago: string }) => `New one-time passwords were created ${ago}.`,
  },
  stuckWayOn:
    'If that wasn’t you, we can’t undo it in this browser. Open this page in a browser you’ve used before, or ask an administrator.',
  /** `providers`: those that were connected before. */
  stuckWayOnWithProviders: ({ providers }: { providers: string }) =>
    `If that wasn’t you, we can’t undo it in this browser. Open this page in a browser you’ve used before, confirm with ${providers}, or ask an administrator.`,
  proof: {
    heading: 'Confirm it’s you',
    confirmed: ({ provider }: { provider: string }) => `${provider} has confirmed it’s you.`,
  },
};
