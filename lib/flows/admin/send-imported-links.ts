import { listLinkedIdentities } from '../../../db/queries/linked-identities.ts';
import { findTokenOf } from '../../../db/queries/tokens.ts';
import { findUserByEmail, lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { importedAccountMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';

/**
 * Mails a link to choose a password to each of these users who has no way to sign in and no live link: stopped and run
 * again, it continues. One short transaction each, so that a running server never waits. `onSeen` gets how many were
 * looked at, and stops it by answering false. Returns how many were mailed.
 */
export async function sendImportedLinks(
  context: Context,
  emails: Iterable<string>,
  onSeen: (seen: number) => Promise<boolean> = async () => true,
): Promise<number> {
  const { db, now, settings } = context;
  let [sent, seen] = [0, 0];
  for (const email of emails) {
    if (!(await onSeen(seen))) break;
    seen += 1;
    const found = await findUserByEmail(db, email);
    if (!found || found.passwordHash !== null || found.disabledAt) continue;
    if ((await listLinkedIdentities(db, found.id)).length > 0) continue;
    if (await findTokenOf(db, found.id, 'reset-password', now)) continue;
    sent += await db.transaction(function* (tx) {
      const [user] = yield* query(lockUser(tx, found.id));
      if (!user || user.email !== email || user.passwordHash !== null || user.disabledAt) return 0;
      const lifeMs = limits.importedLinkLifeMs;
      const secret = yield* issueToken(context, tx, { purpose: 'reset-password', owner: user.id, email, lifeMs });
      const url = linkUrl(context, 'reset-password', secret);
      yield* enqueueMail(
        context,
        tx,
        email,
        importedAccountMail(mailContext(settings, languageOf(user.language)), { name: user.name, url }),
      );
      return 1;
    });
  }
  return sent;
}
