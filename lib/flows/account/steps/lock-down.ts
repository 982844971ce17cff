import { setLockedDown, type User } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { limits } from '../../../config/limits.ts';
import { lockedDownMail } from '../../../mail/link-mails.ts';
import type { Act } from '../../../rules/account/ends.ts';
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
  user: Pick<User, 'id' | 'email' | 'name'>,
  act: Act,
): Generator<PromiseLike<unknown>, void, unknown> {
  yield* query(setLockedDown(tx, user.id, context.now));
  yield* endHeld(context, tx, act, { userId: user.id });
  const secret = yield* issueToken(context, tx, {
    purpose: 'reset-password',
    owner: user.id,
    email: user.email,
    lifeMs: limits.resetLinkLifeMs,
  });
  const { appName, origin } = context.settings;
  const url = linkUrl(context, 'reset-password', secret);
  const mail = lockedDownMail({ appName, name: user.name, url, againUrl: `${origin}/forgot-password` });
  yield* enqueueMail(context, tx, user.email, mail);
}
