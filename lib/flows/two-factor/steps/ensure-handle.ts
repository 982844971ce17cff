import { setPasskeyHandle } from '../../../../db/queries/passkeys.ts';
import { lockUser } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { generateToken } from '../../../crypto/token.ts';

/** Returns the user handle that all passkeys of an account carry (WebAuthn Level 3 §5.4.3), made with the first. Locks the user. */
export function* ensureHandle(tx: Db, userId: string): Generator<PromiseLike<unknown>, string, unknown> {
  const [held] = yield* query(lockUser(tx, userId));
  if (held?.passkeyHandle) return held.passkeyHandle;
  const handle = generateToken();
  yield* query(setPasskeyHandle(tx, userId, handle));
  return handle;
}
