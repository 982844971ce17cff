/** What the pieces of app/_ui say. `everywhere` goes along with every page, so it stays small. */
export const kit = {
  everywhere: {
    problem: 'There is a problem',
    errorTitle: 'Error: {title}',
    email: 'Email address',
    oneTimePassword: 'One-time password',
    password: {
      show: 'Show',
      hide: 'Hide',
      showName: 'Show password',
      hideName: 'Hide password',
      capsLock: 'Caps Lock is on',
    },
    moment: '{day}, {time}',
    today: 'today, {time}',
    offline: 'You seem to be offline. Nothing was sent.',
    stalePage: 'This page is out of date. Reload it and try again. Your text is kept.',
    cannotTell: 'We can’t tell if that worked.',
    reload: 'Reload the page to see',
  },
  someProvider: 'The provider',
};
