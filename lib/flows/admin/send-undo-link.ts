import { type AddressChange, selectChanges } from '../../../db/queries/address-changes.ts';
import { consumeToken, selectTokensOf } from '../../../db/queries/tokens.ts';
import { findUser, lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { undoSentMail } from '../../mail/address-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { standingChanges } from '../../rules/account/address-history.ts';
import { languageOf } from '../../words/catalogue.ts';
import { sentByAdmin } from '../account/steps/sent-by-admin.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

/**
 * Returns the former emails that an administrator may give the account back to, the newest change first, none twice.
 */
export async function formerAddresses({ db }: Pick<Context, 'db'>, userId: string): Promise<AddressChange[]> {
  const user = await findUser(db, userId);
  const changes = standingChanges(await selectChanges(db, userId)).toReversed();
  return changes.filter(
    ({ fromEmail }, index) =>
      fromEmail !== user?.email && changes.findIndex((other) => other.fromEmail === fromEmail) === index,
  );
}

/** Returns whether an undo link that an administrator sent still lives. */
export async function isUndoSent(context: Context, userId: string): Promise<boolean> {
  const links = await selectTokensOf(context.db, userId, 'undo-email', context.now);
  return links.some((link) => sentByAdmin(context, link) !== null);
}

/**
 * Sends the undo link of a change of email again, to the email the account had before: where neither side has an older
 * proof left, an administrator decides. Both emails are notified, and the link works after the delay of resets
 * (`settings.resetWaitMs`), for seven days. No objection is possible then. Returns when it begins to work.
 */
export async function sendUndoLink(
  context: Context,
  action: AdminAction & { changeId: string },
): Promise<Result<Date>> {
  const from = addMs(context.now, context.settings.resetWaitMs);
  return adminFlow(context, action, function* (tx) {
    const [user] = yield* query(lockUser(tx, action.userId));
    const change = standingChanges(yield* query(selectChanges(tx, action.userId))).find(
      ({ id }) => id === action.changeId,
    );
    if (!user || !change || change.fromEmail === user.email) return refuse('no-former-address');
    const secret = yield* issueToken(context, tx, {
      purpose: 'undo-email',
      owner: user.id,
      about: change.id,
      lifeMs: context.settings.resetWaitMs + limits.undoLinkLifeMs,
      payload: { by: action.by, from: from.toISOString() },
    });
    const url = linkUrl(context, 'undo-email', secret);
    const mail = undoSentMail(mailContext(context.settings, languageOf(user.language)), {
      name: user.name,
      at: context.now,
      reason: action.reason,
      from,
      url,
    });
    yield* enqueueMail(context, tx, change.fromEmail, mail, { userId: user.id });
    yield* recordEvent(context, tx, {
      userId: user.id,
      kind: 'email-undo-sent',
      details: { reason: action.reason, to: change.fromEmail, opensAt: from.toISOString() },
      actor: action.by,
    });
    return succeed(from);
  });
}

/** Cancels the unused undo links that administrators sent. */
export async function cancelUndoLink(context: Context, action: AdminAction): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx) {
    yield* query(lockUser(tx, action.userId));
    const links = yield* query(selectTokensOf(tx, action.userId, 'undo-email', context.now));
    const sent = links.filter((link) => sentByAdmin(context, link));
    if (sent.length === 0) return refuse('already-so');
    const changes = yield* query(selectChanges(tx, action.userId));
    for (const { secretHash, about } of sent) {
      yield* query(consumeToken(tx, secretHash, 'undo-email', context.now));
      const email = changes.find(({ id }) => id === about)?.fromEmail ?? '';
      yield* recordEvent(context, tx, {
        userId: action.userId,
        kind: 'email-undo-withdrawn',
        details: { reason: action.reason, to: email },
        actor: action.by,
      });
    }
    return succeed(null);
  });
}
