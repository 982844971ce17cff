const DELETED = 'deleted:';

/** Returns the actor of an administrator whose account is deleted: readers of the log have to learn who it was. */
export function deletedActor(email: string): string {
  return `${DELETED}${email}`;
}

/** Returns the email of an administrator whose account was deleted; null for any other actor. */
export function deletedActorEmail(actor: string): string | null {
  return actor.startsWith(DELETED) ? actor.slice(DELETED.length) : null;
}
