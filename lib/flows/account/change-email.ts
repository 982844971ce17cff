import { consumeToken, findToken } from '../../../db/queries/tokens.ts';
import {
  findUser,
  lockUser,
  noteEmailVerified,
  selectUser,
  selectUserByEmail,
  type User,
} from '../../../db/queries/users.ts';
import { type Db, query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { hashToken } from '../../crypto/token.ts';
import { addressReservedMail } from '../../mail/address-mails.ts';
import { addressTakenMail, confirmNewAddressMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { consumeMailQuota, enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl, tokenPayload } from '../mail/steps/issue-token.ts';
import { type CurrentSession, reauthenticate } from '../sign-in/steps/reauthenticate.ts';
import type { Spent } from '../sign-in/steps/settle-second-factor.ts';
import { type SubmittedFactor, spendSecondFactor } from '../sign-in/steps/spend-second-factor.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';
import { selectTwoFactorSince } from '../two-factor/steps/two-factor-since.ts';
import { applyEmailChange, type EmailChange } from './steps/apply-email-change.ts';
import { isReservedAddress } from './steps/reserved-address.ts';

/**
 * Requests a change of email. Requires re-authentication, and a code where two-factor is on: an open session and the
 * password must not be enough to take an account away (attack A-15). The old email counts until a link sent to the new
 * one is confirmed. A taken email is answered like a free one; its owner is notified. Expects a canonical email.
 */
export async function requestEmailChange(
  context: Context,
  actor: CurrentSession,
  input: { email: string; password: string; submittedCode: SubmittedFactor | null },
): Promise<Result<null>> {
  const proof = await reauthenticate(context, actor, input.password);
  if (!proof.ok) return proof;
  const user = proof.value;
  if (user.email === input.email) return refuse('email-same');
  const isMailable = await consumeMailQuota(context, input.email);
  const ask = (tx: Db, spent: Spent | null) =>
    mailNewAddress(context, tx, user, { to: input.email, spent, isMailable });
  return input.submittedCode
    ? spendSecondFactor(context, user, input.submittedCode, ask)
    : transactionOrRollback(context.db, (tx) => ask(tx, null));
}

function* mailNewAddress(
  context: Context,
  tx: Db,
  user: User,
  { to, spent, isMailable }: { to: string; spent: Spent | null; isMailable: boolean },
): Generator<PromiseLike<unknown>, Result<null>, unknown> {
  yield* query(lockUser(tx, user.id));
  if ((yield* selectTwoFactorSince(tx, user.id)) && !spent) return refuse('code-empty');
  if (!isMailable) return succeed(null);
  const { settings } = context;
  const asker = mailContext(settings, languageOf(user.language));
  const [holder] = yield* query(selectUserByEmail(tx, to));
  if (holder) {
    const reader = mailContext(settings, languageOf(holder.language));
    const mail = addressTakenMail(reader, { name: holder.name, url: `${settings.origin}/login` });
    yield* enqueueMail(context, tx, holder.email, mail);
    return succeed(null);
  }
  if (yield* isReservedAddress(context, tx, to, user.id)) {
    yield* enqueueMail(context, tx, to, addressReservedMail(asker));
    return succeed(null);
  }
  const payload: EmailChange = { from: user.email, to };
  const secret = yield* issueToken(context, tx, {
    purpose: 'change-email',
    owner: user.id,
    lifeMs: limits.confirmLinkLifeMs,
    payload,
  });
  const url = linkUrl(context, 'change-email', secret);
  yield* enqueueMail(context, tx, to, confirmNewAddressMail(asker, { url }), { userId: user.id });
  return succeed(null);
}

/** Returns what a link confirms, while it lives: a page offers no button that does nothing. Changes nothing. */
export async function readEmailChange(context: Context, secret: string): Promise<EmailChange | null> {
  const token = await findToken(context.db, hashToken(secret), 'change-email', context.now);
  const change = token && tokenPayload<EmailChange>(context, token);
  const user = token && (await findUser(context.db, token.owner));
  return change && user?.email === change.from ? change : null;
}

/** Confirms the new email. Notifies the old one, with a link that undoes the change for a week. */
export async function confirmEmailChange(context: Context, secret: string): Promise<Result<string>> {
  return transactionOrRollback(context.db, function* (tx) {
    const [token] = yield* query(consumeToken(tx, hashToken(secret), 'change-email', context.now));
    const change = token && tokenPayload<EmailChange>(context, token);
    const [user] = token ? yield* query(selectUser(tx, token.owner)) : [];
    // The email has changed in another way since: this link is out of date.
    if (!change || !user || user.email !== change.from) return refuse('link-dead');
    // The address that the account has: it is confirmed, and nothing changes.
    if (change.to === change.from) {
      yield* query(noteEmailVerified(tx, user.id, context.now));
      return succeed(user.email);
    }
    return yield* applyEmailChange(context, tx, user, change);
  });
}
