import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { requestLog } from './request-log.ts';
import { type CurrentUser, currentUser, requireSession } from './session.ts';

/**
 * Returns the signed-in administrator; for all others the page doesn't exist. An administrator without a second factor
 * is redirected to setting it up. (A session of an account with two-factor on has passed it, or set it up.)
 */
export async function requireAdmin(returnTo: string): Promise<CurrentUser> {
  const signed = await requireSession(returnTo);
  if (signed.role !== 'admin') {
    (await requestLog()).warn({ event: 'admin-refused', user: signed.userId }, 'asked for a page of administrators');
    notFound();
  }
  if (!signed.twoFactorSince) redirect('/profile/two-factor?for=administrators');
  return signed;
}

/** Returns the administrator for a download, under the same conditions; null for all others. */
export async function adminForDownload(): Promise<CurrentUser | null> {
  const signed = await currentUser();
  return signed?.role === 'admin' && signed.twoFactorSince ? signed : null;
}
