export const oneTimePasswords = {};
