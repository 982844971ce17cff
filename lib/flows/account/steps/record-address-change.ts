import { insertChange, selectChanges } from '../../../../db/queries/address-changes.ts';
import { selectTokensAbout } from '../../../../db/queries/tokens.ts';
import type { User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { generateId } from '../../../crypto/token.ts';
import { addressChangedMail } from '../../../mail/address-mails.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import { olderAddresses, presentSince, standingChanges } from '../../../rules/account/address-history.ts';
import { maskEmail } from '../../../rules/account/masked-email.ts';
import { languageOf } from '../../../words/catalogue.ts';
import type { Context } from '../../context.ts';
import { enqueueMail } from '../../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../../mail/steps/issue-token.ts';
import { sentByAdmin } from './sent-by-admin.ts';

/**
 * Records a change of email, in the transaction that makes it. The old email is notified, with a link that undoes the
 * change for seven days; every older one is notified too, and gets its own link again while that still lives: a second
 * change must not hide the first (attack A-14).
 */
export function* recordAddressChange(
  context: Context,
  tx: Db,
  user: Pick<User, 'id' | 'name' | 'language' | 'createdAt'>,
  { from, to }: { from: string; to: string },
): Generator<PromiseLike<unknown>, void, unknown> {
  const { now, settings } = context;
  const before = yield* query(selectChanges(tx, user.id));
  const id = generateId();
  const fromSince = presentSince(before, user.createdAt);
  yield* query(insertChange(tx, { id, userId: user.id, fromEmail: from, toEmail: to, fromSince, changedAt: now }));

  function* notify(address: string, newAddress: string, undo: { changeId: string; lifeMs: number } | null) {
    const secret =
      undo &&
      (yield* issueToken(context, tx, {
        purpose: 'undo-email',
        owner: user.id,
        about: undo.changeId,
        lifeMs: undo.lifeMs,
      }));
    const undoUrl = secret && linkUrl(context, 'undo-email', secret);
    const reader = mailContext(settings, languageOf(user.language));
    const mail = addressChangedMail(reader, { name: user.name, newAddress, undoUrl });
    yield* enqueueMail(context, tx, address, mail, { userId: user.id });
  }

  yield* notify(from, to, { changeId: id, lifeMs: limits.undoLinkLifeMs });
  for (const address of olderAddresses(before, { from, to })) {
    const change = standingChanges(before).findLast(({ fromEmail }) => fromEmail === address);
    // Its own link lives on for what is left of its days, unless something has ended it.
    const links = change ? yield* query(selectTokensAbout(tx, user.id, 'undo-email', change.id, now)) : [];
    const living = links.find((link) => !sentByAdmin(context, link));
    const undo = living ? { changeId: living.about ?? '', lifeMs: living.expiresAt.getTime() - now.getTime() } : null;
    yield* notify(address, maskEmail(to), undo);
  }
}
