import { findUser } from '../../../db/queries/users.ts';
import { limits } from '../../config/limits.ts';
import { confirmOwnAddressMail } from '../../mail/link-mails.ts';
import { mailContext } from '../../mail/mail-context.ts';
import { languageOf } from '../../words/catalogue.ts';
import type { Context } from '../context.ts';
import { consumeMailQuota, enqueueMail } from '../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../mail/steps/issue-token.ts';
import type { EmailChange } from './steps/apply-email-change.ts';

/**
 * Emails someone a link that confirms the address their account has: apps may go by confirmed ones only. It's the link
 * of a change to the same address, so that it replaces one that waits for another, and dies with a change.
 */
export async function mailAddressConfirmation(context: Context, userId: string): Promise<void> {
  const user = await findUser(context.db, userId);
  if (!user || user.emailVerifiedAt || !(await consumeMailQuota(context, user.email))) return;
  const payload: EmailChange = { from: user.email, to: user.email };
  await context.db.transaction(function* (tx) {
    const secret = yield* issueToken(context, tx, {
      ...{ purpose: 'change-email', owner: user.id },
      ...{ lifeMs: limits.confirmLinkLifeMs, payload },
    });
    const url = linkUrl(context, 'change-email', secret);
    const reader = mailContext(context.settings, languageOf(user.language));
    yield* enqueueMail(context, tx, user.email, confirmOwnAddressMail(reader, { name: user.name, url }), { userId });
  });
}
