import { countedIn } from '../plural.ts';

const counted = countedIn('en');

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
    close: 'Close',
    /** Inside a sentence, and where one begins with it. */
    moment: '{day} at {time}',
    today: 'today at {time}',
    todayFirst: 'Today at {time}',
    offline: 'You seem to be offline. Nothing was sent. Check your connection and try again.',
    stalePage: 'This page is out of date. Reload it and try again. What you typed is still here.',
    cannotTell: 'We can’t tell if that worked.',
    reload: 'Reload the page to see',
    copied: 'Copied',
  },
  newPassword: {
    hint: 'Use at least {minimum} characters. Four random words work well; spaces are fine.',
    tooShort: '{n} of {minimum} characters',
    enough: counted({ one: '✓ {n} character', other: '✓ {n} characters' }),
  },
  sendAgain: {
    submit: 'Resend email',
    pending: 'Sending…',
    wait: 'available in {n} s',
    ready: 'You can resend the email now.',
  },
  pages: 'Pages',
};
