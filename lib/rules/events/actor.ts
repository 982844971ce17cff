const DELETED = 'deleted:';
const COMMAND = 'command:';

/** Returns the actor of an administrator whose account is deleted: readers of the log have to learn who it was. */
export function deletedActor(email: string): string {
  return `${DELETED}${email}`;
}

/** Returns the email of an administrator whose account was deleted; null for any other actor. */
export function deletedActorEmail(actor: string): string | null {
  return after(DELETED, actor);
}

/** Returns the actor of what is done by the admin command, by the user of the machine who runs it. */
export function commandActor(userName: string): string {
  return `${COMMAND}${userName}`;
}

/** Returns who ran the admin command; null for any other actor. */
export function commandActorName(actor: string): string | null {
  return after(COMMAND, actor);
}

function after(prefix: string, actor: string): string | null {
  return actor.startsWith(prefix) ? actor.slice(prefix.length) : null;
}
