/** What the file with everything about the user is called. */
export const ACCOUNT_FILE = 'my-account.json';
