type Providers = { providers: string };

/** Changing the password, or setting the first one. */
export const password = {
  title: 'Password',
  about: 'Choose one you don’t use anywhere else.',
  /** `providers`: Google or GitHub. */
  aboutNone: ({ providers }: Providers) => `You sign in with ${providers} and have no password.`,
  /** Where only a passkey opens the account. */
  aboutPasskeyOnly: 'You sign in with a passkey and have no password.',
  confirmFirst: 'To set one, confirm it’s you first.',
  signInFirst: 'To set one, sign out, then sign in again with your passkey.',
  form: {
    current: 'Current password',
    new: 'New password',
    effect: 'You’ll be signed out of your other browsers.',
    change: 'Change password',
    changing: 'Changing…',
    set: 'Set a password',
    setting: 'Setting…',
  },
  /** After "This wasn't me". */
  notMe: {
    heading: 'Every other browser has been signed out.',
    changeHere: 'Now choose a new password, one you don’t use anywhere else.',
    changeThere: ({ providers }: Providers) =>
      `You sign in with ${providers}: change the password there, and check who’s signed in.`,
    checkPasskeys: 'Check your passkeys under Profile, Two-Factor Auth, and remove any you don’t recognise.',
    next: {
      heading: 'Last step',
      text: 'Someone may have seen your one-time passwords too. Replace them to be safe.',
      renew: 'Get new one-time passwords',
    },
  },
};
