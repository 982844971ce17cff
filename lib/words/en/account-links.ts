export const accountLinks = {};
