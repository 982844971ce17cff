import { setLockedDown, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { lockedDownMail, type Removed } from '../../../mail/link-mails.ts';
import { mailContext } from '../../../mail/mail-context.ts';
import type { Act } from '../../../rules/account/ends.ts';
import { languageOf } from '../../../words/catalogue.ts';
import type { Context } from '../../context.ts';
import { enqueueMail } from '../../mail/steps/enqueue-mail.ts';
import { issueToken, linkUrl } from '../../mail/steps/issue-token.ts';
import { endHeld } from './end-held.ts';

/**
 * Locks an account down, by a link that proves no more than a mailbox at some time: what others hold ends, and sign-in
 * is refused (complete-first-factor, create-session) until a new password is set by a new link to the account's email
 * (reset-password lifts the lock). `user` carries the email as it is after the act.
 */
export function* lockDown(
  context: Context,
  tx: Db,
  user: Pick<User, 'id' | 'email' | 'name' | 'language'>,
  act: Act,
  { removed = null }: { removed?: Removed | null } = {},
): Generator<PromiseLike<unknown>, void, unknown> {
  yield* query(setLockedDown(tx, user.id, context.now));
  yield* endHeld(context, tx, act, { userId: user.id });
  const secret = yield* issueToken(context, tx, {
    purpose: 'reset-password',
    owner: user.id,
    email: user.email,
    lifeMs: limits.resetLinkLifeMs,
  });
  const mail = lockedDownMail(mailContext(context.settings, languageOf(user.language)), {
    name: user.name,
    url: linkUrl(context, 'reset-password', secret),
    againUrl: `${context.settings.origin}/forgot-password`,
    removed,
  });
  yield* enqueueMail(context, tx, user.email, mail);
}
