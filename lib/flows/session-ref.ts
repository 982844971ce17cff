/** A user and one of their sessions. */
export type SessionRef = { userId: string; sessionIdHash: string };
