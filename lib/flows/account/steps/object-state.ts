import { findPendingAuthenticator, selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { listLinkedIdentities } from '../../../../db/queries/linked-identities.ts';
import { bypassNumber, findRecoverySet, listSpendableCodes } from '../../../../db/queries/recovery-codes.ts';
import { findReset } from '../../../../db/queries/second-factor-resets.ts';
import { findUser } from '../../../../db/queries/users.ts';
import type { Provider } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';
import type { SessionRef } from '../../session-ref.ts';
import { findScheduledEmailChange } from './scheduled-email-change.ts';

/**
 * Names for the state of what a form is about. A page puts the name into its form, and the form's action compares: a
 * stale tab's form does nothing to what has replaced what it showed. Null: there is nothing of the kind, and the flow
 * says so itself.
 */
export async function enrolmentName({ db }: Context, owner: SessionRef): Promise<string | null> {
  // Of any age: that it has expired is said by another message.
  return (await findPendingAuthenticator(db, owner, new Date(0)))?.id ?? null;
}

/** Names the second factor that is on: which authenticators, and which set of one-time passwords. */
export async function factorName({ db }: Context, userId: string): Promise<string | null> {
  const guarding = await selectConfirmedAuthenticators(db, userId);
  const set = await findRecoverySet(db, userId);
  if (guarding.length === 0 && !set) return null;
  return `${guarding.map(({ id }) => id).join(' ')} ${set?.generation ?? 0}`;
}

/** Names the linked account at a provider. */
export async function connectionName({ db }: Context, userId: string, provider: Provider): Promise<string | null> {
  return (await listLinkedIdentities(db, userId)).find((account) => account.provider === provider)?.id ?? null;
}

/**
 * Names a user's state as an administrator sees it: everything that another administrator's action could have changed.
 */
export async function userStateName(context: Context, userId: string): Promise<string | null> {
  const user = await findUser(context.db, userId);
  if (!user) return null;
  const reset = await findReset(context.db, userId);
  const codes = await listSpendableCodes(context.db, userId);
  const bypass = codes.find(({ number }) => number === bypassNumber);
  return JSON.stringify([
    userId,
    user.name,
    user.email,
    user.role,
    user.disabledAt,
    user.deletionDueAt,
    (await findScheduledEmailChange(context, userId))?.token.secretHash,
    reset?.dueAt,
    bypass?.hash,
    await factorName(context, userId),
  ]);
}
