/** What a form says that has worked and stays where it is. */
export const confirmations = {
  'name-saved': 'Saved',
  'password-set': 'Your password is set. Any other browsers were signed out.',
  'password-changed': 'Your password is changed. Any other browsers were signed out.',
  'session-ended': 'That browser is signed out.',
  'session-ended-before': 'That browser was signed out already.',
};
