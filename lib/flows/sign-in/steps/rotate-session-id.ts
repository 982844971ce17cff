import { replaceSessionId, type SessionChange } from '../../../../db/queries/sessions.ts';
import { type Db, query } from '../../../../db/store.ts';
import { generateToken, hashToken } from '../../../crypto/token.ts';

/** Gives a session a new id, and what `change` says; the old cookie is dead from then on. Returns the new id. */
export function* rotateSessionId(tx: Db, idHash: string, change: SessionChange = {}) {
  const sessionId = generateToken();
  yield* query(replaceSessionId(tx, idHash, { ...change, idHash: hashToken(sessionId) }));
  return sessionId;
}
