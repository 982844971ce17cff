import 'server-only';
import { limits } from '../config/limits.ts';
import { generateToken, hashToken } from '../crypto/token.ts';
import type { Context } from '../flows/context.ts';
import { requestContext } from './context.ts';
import { readCookie, writeCookie } from './cookies.ts';

/**
 * Returns the context of this request with a device cookie, a new one where the browser has none. Kept once a sign-in
 * or a sign-up succeeds: from then on the browser has its own counter, and its sign-up is its own.
 */
export async function markedBrowser(): Promise<{ context: Context; keepMark: () => Promise<void> }> {
  const context = await requestContext();
  const token = (await readCookie('browser')) ?? generateToken();
  return {
    context: { ...context, client: { ...context.client, deviceCookieHash: hashToken(token) } },
    keepMark: () => writeCookie('browser', token, limits.deviceCookieLifeMs),
  };
}
