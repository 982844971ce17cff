import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { listNewest } from '../../../db/queries/security-events.ts';
import { isYoung } from '../../rules/account/proof-age.ts';
import { readDetails } from '../../rules/events/stored-details.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../context.ts';
import { describeTwoFactor } from '../two-factor/steps/describe-two-factor.ts';
import { describeSessions } from './steps/describe-activity.ts';

/** A provider that the user can sign in with: as which account there, if it said so, and since when. */
export type Connection = { provider: Provider; email: string | null; since: Date };

/** Returns a user's providers, as screens may show them. */
export async function describeConnections({ db }: Context, userId: string): Promise<Connection[]> {
  return (await listLinkedIdentities(db, userId)).map(({ provider, email, createdAt }) => ({
    provider,
    email,
    since: createdAt,
  }));
}

/**
 * A provider that signs in to the account, as listed by the forms that ask what stays. Its owner has to recognise a new
 * one.
 */
export type WayIn = Connection & { id: string; isNew: boolean };

/** Returns what else opens the account, beside the password. */
export async function describeWaysIn({ db, now }: Pick<Context, 'db' | 'now'>, userId: string): Promise<WayIn[]> {
  return (await listLinkedIdentities(db, userId)).map(({ id, provider, email, createdAt }) => ({
    id,
    provider,
    email,
    since: createdAt,
    isNew: isYoung(createdAt, now),
  }));
}

/**
 * Returns the sign-in before this one, how many other browsers are signed in, and when three consecutive codes were
 * wrong after the right first factor, if that was since that sign-in.
 */
export async function describeSignIns(context: Context, owner: { userId: string; sessionIdHash: string }) {
  const [, previous] = await listNewest(context.db, owner.userId, 'signed-in', 2);
  const [refused] = await listNewest(context.db, owner.userId, 'codes-refused', 1);
  const sessions = await describeSessions(context, owner);
  return {
    codesRefusedAt: refused && (!previous || refused.at > previous.at) ? refused.at : null,
    previous: previous ? { at: previous.at, browser: previous.browser } : null,
    otherBrowsers: sessions.length - 1,
  };
}

/** Returns the one-time password that was used last, and how many are left; null when two-factor is off. */
export async function describeRecoveryUse(
  context: Context,
  userId: string,
): Promise<{ number: number; left: number } | null> {
  const [use] = await listNewest(context.db, userId, 'recovery-code-used', 1);
  if (!use) return null;
  const twoFactor = await describeTwoFactor(context, userId);
  const { number } = readDetails({ kind: 'recovery-code-used', details: use.details }).details;
  return twoFactor.isOn ? { number, left: twoFactor.recovery.left } : null;
}

/** Returns whether the authenticator app was changed since this sign-in. */
export async function hasMovedSince({ db }: Context, { userId, signedInAt }: { userId: string; signedInAt: Date }) {
  const [move] = await listNewest(db, userId, 'authenticator-moved', 1);
  return move !== undefined && move.at >= signedInAt;
}
