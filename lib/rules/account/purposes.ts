/** The purpose of an OAuth flow that isn't a sign-in. */
export type OAuthFlowPurpose = 'prove' | 'link';

/** What a mailed link is for. */
export type TokenPurpose =
  | 'sign-up'
  | 'invitation'
  | 'reset-password'
  | 'change-email'
  | 'undo-email'
  | 'objection'
  | 'not-me'
  | 'reset-due';
