export const recoveryFile = {};
