import { findClient } from '../../../db/queries/apps.ts';
import type { Context } from '../context.ts';

/** What an app says of where to go after signing out, as it stands in an address: anyone may have written it. */
export type SignOutWish = { app?: string | undefined; to?: string | undefined; state?: string | undefined };

/**
 * Returns which app asks to sign out, and where it gets its person back: only at an address that is registered for it,
 * byte by byte.
 */
export async function describeSignOut(
  { db }: Pick<Context, 'db'>,
  { app: id, to, state }: SignOutWish,
): Promise<{ app: string | null; backTo: string | null }> {
  const found = id ? await findClient(db, id) : null;
  if (!found) return { app: null, backTo: null };
  const { app, client } = found;
  if (client.kind === 'guarded' || !to || !client.postLogoutUris.includes(to)) return { app: app.name, backTo: null };
  const address = new URL(to);
  if (state) address.searchParams.set('state', state);
  return { app: app.name, backTo: address.href };
}
