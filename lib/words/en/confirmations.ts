/** What a form says that has worked and stays where it is. */
export const confirmations = {
  'name-saved': 'Saved',
  'password-set': 'Your password has been set. Any other browsers were signed out.',
  'password-changed': 'Your password has been changed. Any other browsers were signed out.',
  'app-left': 'You’re signed out of that app. It can’t read your account any more until you open it again.',
  'app-left-before': 'You were already signed out of that app.',
  'session-ended': 'That browser has been signed out.',
  'session-ended-before': 'That browser was already signed out.',
};
