import { randomBytes } from 'node:crypto';
import { findConfirmedAuthenticator, findPendingAuthenticator } from '../db/queries/authenticators.ts';
import { findUserByEmail } from '../db/queries/users.ts';
import { addMs } from '../lib/clock.ts';
import { parseSettings } from '../lib/config/settings.ts';
import { hashToken } from '../lib/crypto/token.ts';
import type { Context } from '../lib/flows/context.ts';
import { completeFirstFactor } from '../lib/flows/sign-in/complete-first-factor.ts';
import { createSession } from '../lib/flows/sign-in/steps/create-session.ts';
import { signUp } from '../lib/flows/sign-up/sign-up.ts';
import { beginEnrolment } from '../lib/flows/two-factor/begin-enrolment.ts';
import { confirmEnrolment } from '../lib/flows/two-factor/confirm-enrolment.ts';
import { openSecret } from '../lib/flows/two-factor/steps/authenticator-secret.ts';
import { makeLog } from '../lib/observability/log.ts';
import { codeAt, stepAt } from '../lib/rules/two-factor/totp.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';

export const PASSWORD = 'tulip anvil copper moon';

/**
 * Makes a test environment for flows: a real database (TEST_ENGINE=postgres: a server), real hashing, and a clock that
 * the test moves. `at(minutes)` is the context of a request that many minutes after the start.
 */
export async function makeTestEnvironment(place?: TestDatabase) {
  const { one: db, two, close } = place ?? (await openTestDatabase());
  const parsed = parseSettings({
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 's'.repeat(44),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
  });
  if (!parsed.ok) throw new Error('The settings of the test environment are invalid');
  const start = new Date('2026-11-24T12:00:05Z');
  const at = (minutes: number): Context => ({
    now: addMs(start, minutes * 60_000),
    db,
    settings: parsed.settings,
    log: makeLog('silent'),
    client: { browser: 'Chrome on Windows', ipAddress: '203.0.113.7', deviceCookieHash: null, language: 'en' },
  });

  return {
    db,
    /** The same database over the connection of another process. */
    otherDb: two,
    at,
    close,

    /** Makes a user with a password and a session. */
    async person(email = 'ada@example.com') {
      // Without an IP address: sign-ups from one are limited.
      const nowhere = { ...at(0), client: { ...at(0).client, ipAddress: 'unknown' } };
      await signUp(nowhere, { name: 'Ada', email, password: PASSWORD });
      const user = await findUserByEmail(db, email);
      if (!user) throw new Error('The user was not signed up');
      const sessionId = await createSession(at(0), {
        userId: user.id,
        methods: ['password'],
        passwordFingerprint: null,
      });
      return {
        user,
        actor: {
          userId: user.id,
          sessionIdHash: hashToken(sessionId ?? ''),
          reauthenticatedAt: null,
          methods: ['password' as const],
          signedInAt: at(0).now,
        },
      };
    },

    /** Turns two-factor on at minute zero. Returns the secret, the codes, and the user with its new session. */
    async enrol({ actor }: Awaited<ReturnType<typeof this.person>>) {
      await beginEnrolment(at(0), actor, { startOver: false });
      const pending = await findPendingAuthenticator(db, actor, new Date(0));
      const secret = pending && openSecret(at(0), pending);
      if (!secret) throw new Error('Nothing is pending');
      const enrolled = await confirmEnrolment(at(0), actor, {
        code: codeAt(secret, stepAt(at(0).now)),
        password: PASSWORD,
      });
      if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.refusal));
      const { recoveryCodes, sessionId } = enrolled.value;
      const codeOf = (minutes: number, steps = 0) => codeAt(secret, stepAt(at(minutes).now) + steps);
      return { secret, recoveryCodes, codeOf, actor: { ...actor, sessionIdHash: hashToken(sessionId) } };
    },

    /** Returns the id of the authenticator that has guarded the account longest. */
    async authenticatorId(userId: string) {
      return (await findConfirmedAuthenticator(db, userId))?.id ?? '';
    },

    /** Returns the code of the new app while an enrolment is pending. */
    async pendingCode(owner: { userId: string; sessionIdHash: string }) {
      const pending = await findPendingAuthenticator(db, owner, new Date(0));
      const secret = pending && openSecret(at(0), pending);
      if (!secret) throw new Error('Nothing is pending');
      return (minutes: number) => codeAt(secret, stepAt(at(minutes).now));
    },

    /** Passes the first factor. Returns the secret of the pending challenge, or null when none was made. */
    async challenge(
      minutes: number,
      email = 'ada@example.com',
      resetLink: string | null = null,
    ): Promise<string | null> {
      const user = await findUserByEmail(db, email);
      const passed = {
        userId: user?.id ?? '',
        firstFactor: 'password' as const,
        passwordFingerprint: null,
        returnTo: '/',
      };
      const gate = await completeFirstFactor(at(minutes), passed, resetLink);
      return gate.next === 'challenge' ? gate.secret : null;
    },
  };
}

export type TestEnvironment = Awaited<ReturnType<typeof makeTestEnvironment>>;
