import { deleteHostSession, findGuardedHost } from '../../../db/queries/guarded-hosts.ts';
import { hashToken } from '../../crypto/token.ts';
import type { Context } from '../context.ts';

/** Ends what this browser holds at a guarded host, its sign-in here not. Returns the app's id; null for another host. */
export async function leaveHost(
  { db }: Context,
  { host, token }: { host: string; token: string | null },
): Promise<string | null> {
  const found = await findGuardedHost(db, host);
  if (found && token !== null) await deleteHostSession(db, { tokenHash: hashToken(token), host });
  return found?.app.id ?? null;
}
