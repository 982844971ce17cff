import { type AddressChange, markChanges, selectChanges } from '../../../db/queries/address-changes.ts';
import { consumeToken, deleteTokensAbout, selectToken } from '../../../db/queries/tokens.ts';
import { lockUser, selectUser, type User } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { undoWaitsMail } from '../../mail/address-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { codeNeed, countsInDispute } from '../../rules/account/address-dispute.ts';
import { maskEmail } from '../../rules/account/masked-email.ts';
import { hasOlderProof, hasPasskeyBefore, providersBefore } from '../../rules/account/proof-age.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import type { Spent } from '../sign-in/steps/settle-second-factor.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { disputeByPasskey } from './dispute-by-passkey.ts';
import { executeDueUndo } from './steps/execute-due-undo.ts';
import { disputeAges, gatherSides } from './steps/gather-proofs.ts';
import { restoreEmail } from './steps/restore-email.ts';
import { type SentByAdmin, sentByAdmin } from './steps/sent-by-admin.ts';

/** What the page of an undo link shows. */
export type UndoView = {
  userId: string;
  /** The email that comes back. */
  email: string;
  code: 'needed' | 'helps' | 'none';
  /** Whether an authenticator app shows codes, beside the one-time passwords. */
  hasApp: boolean;
  /** Whether a passkey would be an older proof. */
  takesPasskey: boolean;
  /** When an administrator's link begins to work, before that time. */
  opensAt: Date | null;
  /** When an undo that was requested before takes effect. */
  dueAt: Date | null;
  /** Whether what was shown so far is enough for it to act at once. */
  actsAtOnce: boolean;
  /** Linked providers that would be an older proof. */
  olderProviders: Provider[];
};

/** What an undo did: the email is back, or comes back at `dueAt` unless the other one objects. */
export type UndoOutcome = { email: string; dueAt: Date | null };

type Found = { user: User; change: AddressChange; changes: AddressChange[]; admin: SentByAdmin | null };
type Step<T> = Generator<PromiseLike<unknown>, T, unknown>;

/**
 * Returns what a live undo link is about; null for a dead one. One that leads to the account's present email is dead.
 */
function* findUndo(context: Context, tx: Db, secret: string, isHeld: boolean): Step<Found | null> {
  const [token] = yield* query(selectToken(tx, hashToken(secret), 'undo-email', context.now));
  const [user] = token ? yield* query(isHeld ? lockUser(tx, token.owner) : selectUser(tx, token.owner)) : [];
  if (!token || !user) return null;
  const changes = yield* query(selectChanges(tx, user.id));
  const change = changes.find(({ id }) => id === token.about);
  if (!change || change.undoneAt || change.fromEmail === user.email) return null;
  return { user, change, changes, admin: sentByAdmin(context, token) };
}

/**
 * Returns what an undo link leads to. `provider`: one that has just confirmed the user. Changes nothing, except that a
 * due undo is executed.
 */
export async function readUndo(
  context: Context,
  secret: string,
  provider: Provider | null = null,
): Promise<UndoView | null> {
  const read = () => context.db.transaction((tx) => findUndo(context, tx, secret, false));
  let found = await read();
  if (found && (await executeDueUndo(context, found.user.id))) found = await read();
  if (!found) return null;
  const { user, change, admin } = found;
  const ages = await context.db.transaction((tx) => disputeAges(context, tx, user.id));
  const shown = { provider, factor: null };
  const { own, others } = await context.db.transaction((tx) => gatherSides(context, tx, user.id, shown));
  return {
    userId: user.id,
    email: change.fromEmail,
    actsAtOnce: admin !== null || hasOlderProof(own, change.changedAt, context.now),
    olderProviders: providersBefore(others, change.changedAt),
    code: codeNeed(ages, change.changedAt, context.now),
    hasApp: ages.apps.length > 0,
    takesPasskey: hasPasskeyBefore(others, change.changedAt),
    opensAt: opensAt(admin, context.now),
    dueAt: change.undoDueAt,
  };
}

/**
 * "Undo the change": gives the account back to the email that the link is about, and locks it down. Requires a code or
 * passkey where the second factor is older than the change. With a proof older than the change (a code, a passkey, this
 * browser's device cookie, a provider just signed in with, an administrator's link) it acts at once; with none it takes effect a day
 * later, and the other email may object until then (docs/security.md).
 */
export async function undoAddressChange(
  context: Context,
  secret: string,
  shown: { submittedCode: SubmittedCode | null; assertion?: string | null; provider: Provider | null },
): Promise<Result<UndoOutcome>> {
  const found = await context.db.transaction((tx) => findUndo(context, tx, secret, false));
  if (!found) return refuse('link-dead');
  const perform = (tx: Db, spent: Spent | null) =>
    performUndo(context, tx, secret, { spent, provider: shown.provider });
  const { assertion } = shown;
  if (assertion) return disputeByPasskey(context, found.user, { assertion, link: secret }, perform);
  return shown.submittedCode
    ? spendSecondFactor(context, found.user, shown.submittedCode, perform)
    : transactionOrRollback(context.db, (tx) => perform(tx, null));
}

function* performUndo(
  context: Context,
  tx: Db,
  secret: string,
  { spent, provider }: { spent: Spent | null; provider: Provider | null },
): Step<Result<UndoOutcome>> {
  const { now } = context;
  const found = yield* findUndo(context, tx, secret, true);
  if (!found) return refuse('link-dead');
  const { user, change, changes, admin } = found;
  if (user.disabledAt) return refuse('account-disabled');
  if (opensAt(admin, now)) return refuse('link-early');
  const ages = yield* disputeAges(context, tx, user.id);
  const isNeeded = codeNeed(ages, change.changedAt, now) === 'needed';
  const isFactor = spent !== null && countsInDispute(spent, ages, change.changedAt, now);
  if (isNeeded && !spent) return refuse('code-empty');
  if (spent && !isFactor && (isNeeded || !spent.passkey))
    return refuse(spent.passkey ? 'passkey-too-young' : 'code-too-young');
  const sides = yield* gatherSides(context, tx, user.id, { provider, factor: spent });
  const isDue = change.undoDueAt !== null && change.undoDueAt <= now;
  // A passkey that is no second factor here counts by its addition, as a provider does.
  if (spent && !isFactor && !hasPasskeyBefore(sides.own, change.changedAt)) return refuse('passkey-too-young');
  if (!isFactor && !admin && !isDue && !hasOlderProof(sides.own, change.changedAt, now))
    return succeed(yield* scheduleUndo(context, tx, user, change));
  yield* query(consumeToken(tx, hashToken(secret), 'undo-email', now));
  const restored = yield* restoreEmail(context, tx, {
    user,
    changes,
    change,
    by: admin?.by ?? 'link',
    isFinal: admin !== null || spent?.method === 'bypass-code',
  });
  return restored.ok ? succeed({ email: restored.value, dueAt: null }) : restored;
}

/**
 * Schedules an undo without an older proof: the other email gets a day to object. A second request doesn't extend it.
 */
function* scheduleUndo(context: Context, tx: Db, user: User, change: AddressChange): Step<UndoOutcome> {
  const email = change.fromEmail;
  if (change.undoDueAt) return { email, dueAt: change.undoDueAt };
  const dueAt = addMs(context.now, limits.undoWaitMs);
  yield* query(markChanges(tx, [change.id], { undoDueAt: dueAt }));
  yield* query(deleteTokensAbout(tx, user.id, 'objection', [change.id]));
  const lifeMs = limits.objectionLifeMs;
  const objection = yield* issueToken(context, tx, { purpose: 'objection', owner: user.id, about: change.id, lifeMs });
  yield* recordEvent(context, tx, {
    userId: user.id,
    kind: 'email-undo-waiting',
    details: { to: email, dueAt: dueAt.toISOString() },
  });
  const url = linkUrl(context, 'objection', objection);
  const reader = mailContext(context.settings, languageOf(user.language));
  const mail = undoWaitsMail(reader, { name: user.name, email: maskEmail(email), due: dueAt, url });
  yield* enqueueMail(context, tx, user.email, mail, { userId: user.id });
  return { email, dueAt };
}

function opensAt(admin: SentByAdmin | null, now: Date): Date | null {
  const from = admin && new Date(admin.from);
  return from && from > now ? from : null;
}
