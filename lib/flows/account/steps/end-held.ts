import { endOutlivingAppSessions } from '../../../../db/queries/app-sessions.ts';
import { deleteAttempts } from '../../../../db/queries/attempts.ts';
import {
  deleteAuthenticator,
  deleteConfirmedAuthenticators,
  deleteForeignEnrolment,
  deletePendingAuthenticator,
} from '../../../../db/queries/authenticators.ts';
import { deleteChallengesOf } from '../../../../db/queries/challenges.ts';
import { deleteDeviceCookies, forgetAllBrowsers, selectDeviceCookies } from '../../../../db/queries/device-cookies.ts';
import { listLinkedIdentities, unlinkIdentity } from '../../../../db/queries/linked-identities.ts';
import { deleteOAuthFlowsOf } from '../../../../db/queries/oauth-flows.ts';
import { deleteOutliving } from '../../../../db/queries/openid-records.ts';
import { deletePasskey, demotePasskey, listPasskeys, type Passkey } from '../../../../db/queries/passkeys.ts';
import { deleteBypassCode, deleteRecoveryCodes, deleteRecoverySet } from '../../../../db/queries/recovery-codes.ts';
import { deleteReset, markResetUnannounced } from '../../../../db/queries/second-factor-resets.ts';
import { deleteSessions, listSessions, replaceSessionId } from '../../../../db/queries/sessions.ts';
import { deleteTokensOf } from '../../../../db/queries/tokens.ts';
import { setTwoFactorSince } from '../../../../db/queries/two-factor-switch.ts';
import { lockUser } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { youngCookies } from '../../../rules/account/device-cookies.ts';
import { type Act, ends, type Fate, type Held } from '../../../rules/account/ends.ts';
import type { TokenPurpose } from '../../../rules/account/purposes.ts';
import type { Method, Provider } from '../../../rules/sign-in/authentication-methods.ts';
import { accountKeys } from '../../../rules/sign-in/rate-limit.ts';
import type { Context } from '../../context.ts';
import { clearCodeCounters, liftSecondFactorLocks } from '../../sign-in/steps/consume-attempt.ts';
import { rotateSessionId } from '../../sign-in/steps/rotate-session-id.ts';

/** Whose account, and what the act is about. */
export type ActDetails = {
  userId: string;
  /** The session that acts, where one does: it goes on, under a new id. */
  sessionIdHash?: string | undefined;
  /** What that session is worth from now on, where the act changes it. */
  newMethods?: Method[];
  /** The provider of `provider-disconnected`. */
  provider?: Provider;
  /** The authenticator that was removed, or whose place another takes. */
  authenticatorId?: string;
  /** The passkey of `passkey-removed`. */
  passkeyId?: string;
  /** Ids of the linked identities and passkeys that the user's form named: the others go. Without a form they stay. */
  kept?: readonly string[];
  /** Of those the passkeys and security keys that go on guarding two-factor (passkeysThatStay). */
  guarding?: readonly string[];
};

/** How many other sessions ended, which providers were disconnected, and which passkeys went or became security keys. */
export type Ended = {
  sessions: number;
  providers: Provider[];
  passkeys: Pick<Passkey, 'name' | 'kind'>[];
  /** By name. */
  demoted: string[];
};
/** With the new id of the session that acted. */
export type EndedWithSession = Ended & { sessionId: string };

/** A new authenticator begins with no failures: those were about other secrets. */
const startsCodesAfresh: readonly Act[] = ['two-factor-enabled', 'authenticator-moved', 'authenticator-added'];

type Step<T = unknown> = Generator<PromiseLike<unknown>, T, unknown>;
type Over<H extends Held> = Exclude<Fate<H>, { stays: string } | { suspended: string } | { replaced: string }>;
type Enders = { [H in Held]: ((fate: Over<H>) => Step) | null };

/**
 * Ends what `act` ends by the table in lib/rules/account/ends.ts, inside the transaction that makes the act true. No
 * flow deletes by hand what others may hold, so none can forget a kind of it. Call it after the act's own change: it
 * reads the account's email.
 */
export function endHeld(
  context: Context,
  tx: Db,
  act: Act,
  about: ActDetails & { sessionIdHash: string },
): Step<EndedWithSession>;
export function endHeld(context: Context, tx: Db, act: Act, about: ActDetails): Step<Ended & Partial<EndedWithSession>>;
export function* endHeld(
  { now, client }: Context,
  tx: Db,
  act: Act,
  about: ActDetails,
): Step<Ended & Partial<EndedWithSession>> {
  const { userId, sessionIdHash, newMethods, provider, authenticatorId, passkeyId, kept, guarding = [] } = about;
  // Locked, so that no session is created and no link made between what is read here and what is deleted.
  const [user] = yield* query(lockUser(tx, userId));
  // Read before the device cookies end.
  const known = (yield* query(selectDeviceCookies(tx, userId))).map(({ tokenHash }) => tokenHash);
  const ended: Ended = { sessions: 0, providers: [], passkeys: [], demoted: [] };

  function* disconnect(isEnding: (account: { id: string; provider: Provider }) => boolean): Step<void> {
    for (const account of yield* query(listLinkedIdentities(tx, userId))) {
      if (!isEnding(account)) continue;
      yield* query(unlinkIdentity(tx, userId, account.provider));
      ended.providers.push(account.provider);
    }
  }
  function* removePasskeys(isEnding: (passkey: Passkey) => boolean): Step<void> {
    const ending = (yield* query(listPasskeys(tx, userId))).filter(isEnding);
    // A passkey takes its sessions along; the one that acts has shown more than that.
    if (ending.length > 0 && sessionIdHash)
      yield* query(replaceSessionId(tx, sessionIdHash, { idHash: sessionIdHash, passkeyId: null }));
    for (const { id, name, kind } of ending) {
      yield* query(deletePasskey(tx, userId, id));
      ended.passkeys.push({ name, kind });
    }
  }
  function* removeUntickedPasskeys(ticked: readonly string[]): Step<void> {
    yield* removePasskeys(({ id }) => !ticked.includes(id) && !guarding.includes(id));
    for (const { id, name } of yield* query(listPasskeys(tx, userId)))
      if (!ticked.includes(id) && (yield* query(demotePasskey(tx, userId, id))).length > 0) ended.demoted.push(name);
  }
  const link = (purpose: TokenPurpose, owner = userId) =>
    function* () {
      yield* query(deleteTokensOf(tx, owner, purpose));
    };

  const enders: Enders = {
    // Goes with the account.
    password: null,
    *sessions(fate) {
      const others = (yield* query(listSessions(tx, userId))).filter(({ idHash }) => idHash !== sessionIdHash);
      const by: Method | null =
        fate === 'ends' ? null : fate.part === 'by-one-time-password' ? 'recovery-code' : (provider ?? null);
      const isBy = (session: (typeof others)[number]) =>
        fate !== 'ends' && fate.part === 'of-that-passkey'
          ? session.passkeyId === passkeyId
          : by !== null && session.authenticationMethods.includes(by);
      const ending = others.filter((session) => fate === 'ends' || isBy(session));
      if (ending.length > 0)
        yield* query(
          deleteSessions(
            tx,
            ending.map(({ idHash }) => idHash),
          ),
        );
      ended.sessions = ending.length;
    },
    *'app-grants'() {
      yield* query(deleteOutliving(tx, userId));
      yield* query(endOutlivingAppSessions(tx, userId, now));
    },
    *challenges(fate) {
      yield* query(deleteChallengesOf(tx, userId, fate === 'ends' ? undefined : provider));
    },
    *enrolments() {
      yield* query(
        sessionIdHash ? deleteForeignEnrolment(tx, userId, sessionIdHash) : deletePendingAuthenticator(tx, userId),
      );
    },
    *'provider-flows'(fate) {
      yield* query(deleteOAuthFlowsOf(tx, userId, fate === 'ends' ? undefined : provider));
    },
    *providers(fate) {
      if (fate === 'ends') yield* disconnect(() => true);
      else if (fate.part === 'that-provider') yield* disconnect((account) => account.provider === provider);
      else if (kept) yield* disconnect((account) => !kept.includes(account.id));
    },
    *passkeys(fate) {
      if (fate === 'ends') yield* removePasskeys(() => true);
      else if (fate.part === 'that-passkey') yield* removePasskeys(({ id }) => id === passkeyId);
      else if (kept) yield* removeUntickedPasskeys(kept);
    },
    *'second-factor'(fate) {
      if (fate !== 'ends') {
        if (authenticatorId) yield* query(deleteAuthenticator(tx, { id: authenticatorId, userId }));
        return;
      }
      yield* query(setTwoFactorSince(tx, userId, null));
      yield* query(deleteConfirmedAuthenticators(tx, userId));
      yield* query(deletePendingAuthenticator(tx, userId));
      // What signs in by itself stays as a way in; what only ever confirmed a sign-in has nothing left to confirm.
      yield* removePasskeys(({ kind }) => kind === 'security-key');
    },
    *'one-time-passwords'() {
      yield* query(deleteRecoveryCodes(tx, userId));
      yield* query(deleteRecoverySet(tx, userId));
    },
    *'bypass-code'() {
      yield* query(deleteBypassCode(tx, userId));
    },
    *'ordered-reset'() {
      yield* query(deleteReset(tx, userId));
    },
    *'device-cookies'(fate) {
      if (fate === 'ends') return yield* query(forgetAllBrowsers(tx, userId));
      const young = youngCookies(yield* query(selectDeviceCookies(tx, userId)), client.deviceCookieHash, now);
      return young.length > 0 && (yield* query(deleteDeviceCookies(tx, userId, young)));
    },
    *counters() {
      if (act === 'account-deleted') {
        if (user) yield* query(deleteAttempts(tx, accountKeys(user, known)));
      } else if (startsCodesAfresh.includes(act)) yield* query(clearCodeCounters(tx, userId));
      else yield* query(liftSecondFactorLocks(tx, userId));
    },
    'link:sign-up': link('sign-up', user?.email),
    'link:invitation': link('invitation', user?.email),
    'link:reset-password': link('reset-password'),
    'link:change-email': link('change-email'),
    'link:undo-email': link('undo-email'),
    'link:objection': link('objection'),
    'link:not-me': link('not-me'),
    *'link:reset-due'() {
      yield* link('reset-due')();
      // Where the reset stays scheduled, the account has another email: its mail goes there next (announceDueResets).
      yield* query(markResetUnannounced(tx, userId));
    },
  };

  for (const held of Object.keys(enders) as Held[]) {
    const fate: Fate = ends[act][held];
    const end = fate === 'ends' || 'part' in fate ? (enders[held] as ((fate: Fate) => Step) | null) : null;
    if (end) yield* end(fate);
  }
  if (!sessionIdHash) return ended;
  const change = newMethods ? { authenticationMethods: newMethods } : {};
  return { ...ended, sessionId: yield* rotateSessionId(tx, sessionIdHash, change) };
}
