/**
 * The name of the field for one of the ten one-time passwords. Password managers look at it: with "one-time password"
 * in its name they would fill in the code of the app.
 */
export const recoveryField = 'recovery-code';
