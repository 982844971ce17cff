/** A call that isn't understood; nothing was done. Exit code 2. */
export class UsageError extends Error {}
