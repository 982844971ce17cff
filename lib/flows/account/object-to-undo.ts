import { type AddressChange, markChanges, selectChanges } from '../../../db/queries/address-changes.ts';
import { deleteTokensAbout, selectToken } from '../../../db/queries/tokens.ts';
import { lockUser, selectUser, type User, updateEmail } from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { hashToken } from '../../crypto/token.ts';
import { undoRefusedMail } from '../../mail/address-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { codeNeed, countsInDispute } from '../../rules/account/address-dispute.ts';
import { standingChanges } from '../../rules/account/address-history.ts';
import { hasPasskeyBefore, objectionWins, providersBefore } from '../../rules/account/proof-age.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import type { SubmittedCode } from '../../rules/two-factor/typed-code.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { recordEvent } from '../record-event.ts';
import type { Spent } from '../sign-in/steps/settle-second-factor.ts';
import { spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { disputeByPasskey } from './dispute-by-passkey.ts';
import { executeDueUndo } from './steps/execute-due-undo.ts';
import { disputeAges, gatherSides } from './steps/gather-proofs.ts';
import { lockDown } from './steps/lock-down.ts';

/** What the page of an objection shows. */
export type ObjectionView = {
  userId: string;
  /** The email that objects. */
  email: string;
  takesCode: boolean;
  /** Whether an authenticator app shows codes, beside the one-time passwords. */
  hasApp: boolean;
  /** Whether a passkey would be an older proof. */
  takesPasskey: boolean;
  /** Until when the undo waits; null once it was done. */
  dueAt: Date | null;
  /** Linked providers that would be an older proof, and haven't been shown here yet. */
  olderProviders: Provider[];
};

/** What a successful objection did. */
export type ObjectionOutcome = { email: string; wasWaiting: boolean };

type Found = { user: User; change: AddressChange; changes: AddressChange[]; email: string };
type Step<T> = Generator<PromiseLike<unknown>, T, unknown>;

/** Returns what a live objection is about; null for a dead one. The undo waits, or was done. */
function* findObjection(context: Context, tx: Db, secret: string, isHeld: boolean): Step<Found | null> {
  const [token] = yield* query(selectToken(tx, hashToken(secret), 'objection', context.now));
  const [user] = token ? yield* query(isHeld ? lockUser(tx, token.owner) : selectUser(tx, token.owner)) : [];
  if (!token || !user) return null;
  const changes = yield* query(selectChanges(tx, user.id));
  const change = changes.find(({ id }) => id === token.about);
  if (!change || (!change.undoneAt && !change.undoDueAt)) return null;
  const email = change.undoneAt ? (undoneAtOnce(changes, change).at(-1)?.toEmail ?? change.toEmail) : user.email;
  return { user, change, changes, email };
}

/** Returns the changes that one undo took back. */
function undoneAtOnce(changes: readonly AddressChange[], { undoneAt }: AddressChange): AddressChange[] {
  return changes.filter((change) => undoneAt !== null && change.undoneAt?.getTime() === undoneAt.getTime());
}

/**
 * Returns what an objection leads to. `provider`: one that has just confirmed the user. Changes nothing, except that a
 * due undo is executed.
 */
export async function readObjection(
  context: Context,
  secret: string,
  provider: Provider | null = null,
): Promise<ObjectionView | null> {
  const read = () => context.db.transaction((tx) => findObjection(context, tx, secret, false));
  let found = await read();
  if (found && (await executeDueUndo(context, found.user.id))) found = await read();
  if (!found) return null;
  const { user, change, email } = found;
  const ages = await context.db.transaction((tx) => disputeAges(context, tx, user.id));
  const takesCode = codeNeed(ages, change.changedAt, context.now) !== 'none';
  const shown = { provider, factor: null };
  const { others } = await context.db.transaction((tx) => gatherSides(context, tx, user.id, shown));
  const olderProviders = providersBefore(others, change.changedAt);
  return {
    userId: user.id,
    email,
    takesCode,
    hasApp: ages.apps.length > 0,
    takesPasskey: hasPasskeyBefore(others, change.changedAt),
    dueAt: change.undoneAt ? null : change.undoDueAt,
    olderProviders,
  };
}

/**
 * "Keep my address", from the mail to an email that an undo removes. The mailbox alone does nothing: it takes a proof
 * older than the change and a week old. That cancels an undo that still waits. Once it was done, the proof is weighed
 * against every proof of the other side; if it is the stronger one, the email comes back and the account is locked down
 * as by an undo. A refused objection can be tried again in another browser.
 */
export async function objectToUndo(
  context: Context,
  secret: string,
  shown: { submittedCode: SubmittedCode | null; assertion?: string | null; provider: Provider | null },
): Promise<Result<ObjectionOutcome>> {
  const found = await context.db.transaction((tx) => findObjection(context, tx, secret, false));
  if (!found) return refuse('link-dead');
  // Too late to cancel a due one: then the proofs are weighed.
  await executeDueUndo(context, found.user.id);
  const perform = (tx: Db, spent: Spent | null) =>
    performObjection(context, tx, secret, { spent, provider: shown.provider });
  const { assertion } = shown;
  if (assertion) return disputeByPasskey(context, found.user, { assertion, link: secret }, perform);
  return shown.submittedCode
    ? spendSecondFactor(context, found.user, shown.submittedCode, perform)
    : transactionOrRollback(context.db, (tx) => perform(tx, null));
}

function* performObjection(
  context: Context,
  tx: Db,
  secret: string,
  { spent, provider }: { spent: Spent | null; provider: Provider | null },
): Step<Result<ObjectionOutcome>> {
  const { now } = context;
  const found = yield* findObjection(context, tx, secret, true);
  if (!found) return refuse('link-dead');
  const { user, change, email } = found;
  if (user.disabledAt) return refuse('account-disabled');
  const ages = yield* disputeAges(context, tx, user.id);
  const isFactor = spent !== null && countsInDispute(spent, ages, change.changedAt, now);
  if (spent && !isFactor && !spent.passkey) return refuse('code-too-young');
  const sides = yield* gatherSides(context, tx, user.id, { provider, factor: spent });
  // A passkey that is no second factor here counts by its addition, as a provider does.
  if (spent && !isFactor && !hasPasskeyBefore(sides.own, change.changedAt)) return refuse('passkey-too-young');
  const isWaiting = change.undoneAt === null;
  const wins =
    spent?.method === 'bypass-code' || objectionWins(sides, { disputedAt: change.changedAt, isWaiting }, now);
  if (!wins) return refuse('objection-refused');
  if (isWaiting) yield* cancelUndo(context, tx, found);
  else {
    const restored = yield* restore(context, tx, found);
    if (!restored.ok) return restored;
  }
  return succeed({ email, wasWaiting: isWaiting });
}

function* cancelUndo(context: Context, tx: Db, { user, change }: Found): Step<void> {
  yield* query(markChanges(tx, [change.id], { undoDueAt: null }));
  for (const purpose of ['undo-email', 'objection'] as const)
    yield* query(deleteTokensAbout(tx, user.id, purpose, [change.id]));
  yield* recordEvent(context, tx, { userId: user.id, kind: 'email-undo-stopped', details: { to: change.fromEmail } });
  yield* notifyRefused(context, tx, user, change.fromEmail);
}

/** Reverts the undo and every change made since: their links end. */
function* restore(context: Context, tx: Db, { user, change, changes, email }: Found): Step<Result<null>> {
  const [restored] = yield* query(updateEmail(tx, user.id, email, context.now));
  if (!restored && user.email !== email) return refuse('email-taken');
  const back = undoneAtOnce(changes, change).map(({ id }) => id);
  const since = standingChanges(changes)
    .filter(({ changedAt }) => change.undoneAt && changedAt >= change.undoneAt)
    .map(({ id }) => id);
  yield* query(markChanges(tx, back, { undoneAt: null, undoneBy: null, settledAt: context.now }));
  yield* query(markChanges(tx, since, { undoneAt: context.now, undoneBy: 'objection', undoDueAt: null }));
  for (const purpose of ['undo-email', 'objection'] as const)
    yield* query(deleteTokensAbout(tx, user.id, purpose, [...back, ...since]));
  yield* recordEvent(context, tx, { userId: user.id, kind: 'email-restored', details: { email } });
  if (user.email !== email) yield* notifyRefused(context, tx, user, user.email);
  yield* lockDown(context, tx, { ...user, email }, 'objection');
  return succeed(null);
}

function* notifyRefused(context: Context, tx: Db, user: User, to: string): Step<void> {
  const mail = undoRefusedMail(mailContext(context.settings, languageOf(user.language)), { name: user.name });
  yield* enqueueMail(context, tx, to, mail, { userId: user.id });
}
