import { randomBytes } from 'node:crypto';
import { listPasskeys } from '../../../db/queries/passkeys.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Method } from '../../rules/sign-in/authentication-methods.ts';
import { generateRecoveryCodes } from '../../rules/two-factor/recovery-codes.ts';
import type { Context } from '../context.ts';
import type { CurrentSession } from '../sign-in/steps/reauthenticate.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { hashRecoverySet } from './steps/replace-recovery-set.ts';
import { turnOn } from './steps/turn-on.ts';
import { selectTwoFactorSince } from './steps/two-factor-since.ts';

type Enabled = { recoveryCodes: string[]; sessionId: string };

/**
 * Turns two-factor on without an app: the passkey that has just proved its user (`actor.byPasskey`) works, and from now
 * on confirms sign-ins by password or provider. Adding one never does this in passing. Returns the one-time passwords,
 * and the new id of this session.
 */
export async function enableByPasskey(
  context: Context,
  actor: CurrentSession & { methods: readonly Method[] },
): Promise<Result<Enabled>> {
  const { byPasskey } = actor;
  if (!byPasskey) return refuse('proof-missing');
  const recoveryCodes = generateRecoveryCodes(randomBytes);
  const recoverySet = await hashRecoverySet(recoveryCodes);
  return transactionOrRollback<Enabled>(context.db, function* (tx) {
    yield* query(lockUser(tx, actor.userId));
    if (yield* selectTwoFactorSince(tx, actor.userId)) return refuse('two-factor-already-on');
    // Removed a moment ago: nothing would guard the account but the one-time passwords.
    const held = yield* query(listPasskeys(tx, actor.userId));
    if (!held.some(({ id, kind }) => id === byPasskey.proven.id && kind === 'passkey')) return refuse('passkey-gone');
    const newMethods = [...new Set<Method>([...actor.methods, 'passkey'])];
    const { sessionId } = yield* turnOn(context, tx, actor, { recoverySet, newMethods });
    return succeed({ recoveryCodes, sessionId });
  });
}
