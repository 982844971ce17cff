import { type AddressChange, markChanges } from '../../../../db/queries/address-changes.ts';
import { deleteTokensAbout } from '../../../../db/queries/tokens.ts';
import { type User, updateEmail } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { addressTakenBackMail } from '../../../mail/address-mails.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../../result.ts';
import { undoneWith } from '../../../rules/account/address-history.ts';
import { maskEmail } from '../../../rules/account/masked-email.ts';
import { languageOf } from '../../../words/catalogue.ts';
import type { Context } from '../../context.ts';
import { enqueueMail } from '../../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../../mail/steps/issue-token.ts';
import { recordEvent } from '../../record-event.ts';
import { lockDown } from './lock-down.ts';

type Undo = {
  user: User;
  /** The whole history, the oldest first. */
  changes: readonly AddressChange[];
  change: AddressChange;
  /** See `AddressChange.undoneBy`. */
  by: string;
  /** An administrator has decided: no objection is possible. */
  isFinal: boolean;
};

/**
 * Gives an account back to the email it had before `change`: later changes are undone too, and their links end. Locks
 * the account down; the email that is removed may object for a week unless an administrator has decided. Returns the
 * restored email.
 */
export function* restoreEmail(
  context: Context,
  tx: Db,
  { user, changes, change, by, isFinal }: Undo,
): Generator<PromiseLike<unknown>, Result<string>, unknown> {
  const { now, settings } = context;
  const email = change.fromEmail;
  // But for the one in a session, an undo opens a link that was mailed to this address.
  const [restored] = yield* query(updateEmail(tx, user.id, email, by === 'session' ? null : now));
  if (!restored) return refuse('email-taken');
  const undone = undoneWith(changes, change).map(({ id }) => id);
  yield* query(markChanges(tx, undone, { undoneAt: now, undoneBy: by, undoDueAt: null }));
  yield* query(deleteTokensAbout(tx, user.id, 'undo-email', undone));
  // Objections to earlier undos of what is undone now are over. The one that this undo waited for stays valid for its
  // days.
  const settled = changes.filter(({ id, changedAt }) => changedAt >= change.changedAt && (isFinal || id !== change.id));
  yield* query(
    deleteTokensAbout(
      tx,
      user.id,
      'objection',
      settled.map(({ id }) => id),
    ),
  );
  yield* recordEvent(context, tx, {
    userId: user.id,
    kind: 'email-change-undone',
    details: { from: user.email, to: email },
  });
  const objection = isFinal
    ? null
    : yield* issueToken(context, tx, {
        purpose: 'objection',
        owner: user.id,
        about: change.id,
        lifeMs: limits.objectionLifeMs,
      });
  const mail = addressTakenBackMail(mailContext(settings, languageOf(user.language)), {
    name: user.name,
    email: maskEmail(email),
    url: objection && linkUrl(context, 'objection', objection),
  });
  yield* enqueueMail(context, tx, user.email, mail, { userId: user.id });
  yield* lockDown(context, tx, { ...user, email }, 'email-change-undone');
  return succeed(email);
}
