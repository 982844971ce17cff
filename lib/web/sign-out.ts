import 'server-only';
import { signOut } from '../flows/sign-in/sign-out.ts';
import { requestContext } from './context.ts';
import { deleteCookie, readCookie } from './cookies.ts';
import { openSessionToken } from './session-token.ts';

/**
 * Signs this browser out. The row ends first: a cookie that is gone while its session lives would tell the user that
 * they are out, and open the account to every copy of it. Throws, and keeps the cookie, when the row can't be deleted.
 */
export async function signOutBrowser(): Promise<void> {
  const token = openSessionToken(await readCookie('session'));
  if (token) await signOut(await requestContext(), token.sid);
  await deleteCookie('session');
}
