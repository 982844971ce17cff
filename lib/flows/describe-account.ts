import { listAccounts } from '../../db/accounts.ts';
import { listEvents } from '../../db/security-events.ts';
import { listSessions } from '../../db/sessions.ts';
import type { Provider } from '../rules/methods.ts';
import type { Context } from './context.ts';

/** The providers that someone can sign in with, oldest first. */
export async function connectedProviders({ db }: Context, userId: string): Promise<Provider[]> {
  return (await listAccounts(db, userId)).map((account) => account.provider);
}

/** The sign-in before the one that is going on, and how many other browsers are signed in. */
export async function describeSignIns({ db, now, settings }: Context, userId: string) {
  const [, previous] = await listEvents(db, userId, 'signed-in', 2);
  const live = (await listSessions(db, userId)).filter(
    (session) => session.expiresAt > now && now.getTime() - session.lastUsedAt.getTime() < settings.sessionIdleMs,
  );
  return { previous: previous ? { at: previous.at, browser: previous.browser } : null, otherBrowsers: Math.max(0, live.length - 1) };
}
