import { deleteSessions, insertSession, selectOldSessions } from '../../../../db/queries/sessions.ts';
import { lockUser, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { addMs } from '../../../clock.ts';
import { limits } from '../../../config/limits.ts';
import { generateToken, hashToken } from '../../../crypto/token.ts';
import { isProvider, type Method, passedSecondFactor } from '../../../rules/sign-in/authentication-methods.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../record-event.ts';
import { selectTwoFactorSince } from '../../two-factor/steps/two-factor-since.ts';
import { revokeSession } from '../sign-out.ts';
import { passwordFingerprint } from './check-password.ts';
import { issueDeviceCookie } from './device-cookie.ts';

export type SessionRequest = {
  userId: string;
  methods: Method[];
  passwordFingerprint: string | null;
  /** The passkey that was used, as one factor or both: the session ends with it. */
  passkey?: { id: string; name: string };
  /** Id of this browser's previous session: it ends, since its cookie is replaced. */
  before?: string | null;
};

/** Creates a session for a sign-in that spends nothing; returns the id for the cookie, or null. */
export async function createSession(context: Context, request: SessionRequest): Promise<string | null> {
  return context.db.transaction(function* (tx) {
    const [user] = yield* query(lockUser(tx, request.userId));
    return yield* insertSessionOf(context, tx, user, request);
  });
}

/**
 * The only code that inserts session rows. Returns the id for the cookie, or null. Defence in depth behind the gate:
 * inserts nothing when two-factor is on and no second factor is among the methods, or when the password was changed
 * during the sign-in. Both are read in the transaction that inserts the row and has locked `user`, so turning two-factor
 * on or changing the password happens before or after it, never in between.
 */
export function* insertSessionOf(context: Context, tx: Db, user: User | undefined, request: SessionRequest) {
  const { now, settings, client, log } = context;
  const isPasswordCurrent =
    request.passwordFingerprint === null ||
    (user?.passwordHash && passwordFingerprint(user.passwordHash) === request.passwordFingerprint);
  const isShort = (yield* selectTwoFactorSince(tx, request.userId)) !== null && !passedSecondFactor(request.methods);
  if (!user || user.disabledAt || user.lockedDownAt || !isPasswordCurrent || isShort) {
    log.warn(
      { event: 'session-refused', user: request.userId, methods: request.methods },
      'no session for this sign-in',
    );
    return null;
  }
  if (request.before) yield* revokeSession(context, tx, request.before);
  const id = generateToken();
  yield* query(
    insertSession(tx, {
      idHash: hashToken(id),
      userId: user.id,
      authenticationMethods: request.methods,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: addMs(now, settings.sessionLifeMs),
      reauthenticatedAt: isProvider(request.methods[0]) || request.methods[0] === 'passkey' ? now : null,
      browser: client.browser,
      ipAddress: client.ipAddress,
      passkeyId: request.passkey?.id ?? null,
    }),
  );
  const oldest = yield* query(selectOldSessions(tx, user.id, limits.sessionsPerAccount));
  if (oldest.length > 0)
    yield* query(
      deleteSessions(
        tx,
        oldest.map((row) => row.idHash),
      ),
    );
  if (yield* issueDeviceCookie(context, tx, user.id))
    yield* recordEvent(context, tx, { userId: user.id, kind: 'new-browser', details: { browser: client.browser } });
  const details = { methods: request.methods, ...(request.passkey && { passkey: request.passkey.name }) };
  yield* recordEvent(context, tx, { userId: user.id, kind: 'signed-in', details });
  return id;
}
