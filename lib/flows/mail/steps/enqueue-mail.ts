import { tryConsume } from '../../../../db/queries/attempts.ts';
import { insertMail, replaceMail } from '../../../../db/queries/mails.ts';
import { selectUserByEmail } from '../../../../db/queries/users.ts';
import { type Db, query } from '../../../../db/store.ts';
import { seal } from '../../../crypto/secret-box.ts';
import { generateId } from '../../../crypto/token.ts';
import type { MailContent } from '../../../mail/mail-parts.ts';
import { mailCounter } from '../../../rules/sign-in/rate-limit.ts';
import type { Context } from '../../context.ts';

/**
 * Adds a mail to the outbox, in the transaction that makes it true: it can't be lost, and nothing waits for a mail
 * server. Sealed, because links carry secrets. It is deleted with the account that it is about: the one at `to`, or
 * `userId` where it goes to another email of theirs. Returns its id.
 */
export function* enqueueMail(
  { now, settings }: Pick<Context, 'now' | 'settings'>,
  db: Db,
  to: string,
  content: MailContent,
  { userId }: { userId?: string } = {},
) {
  const id = generateId();
  const [holder] = userId ? [{ id: userId }] : yield* query(selectUserByEmail(db, to));
  const sealedMail = sealMail({ settings }, id, to, content);
  yield* query(
    insertMail(db, {
      id,
      userId: holder?.id ?? null,
      sealedMail,
      createdAt: now,
      nextTryAt: now,
      tries: 0,
      sentAt: null,
      failedAt: null,
    }),
  );
  return id;
}

/** Puts another content into a mail that no worker has taken yet; returns false when there is none. */
export function* rewriteMail(context: Pick<Context, 'settings'>, db: Db, id: string, to: string, content: MailContent) {
  const rewritten = yield* query(replaceMail(db, id, sealMail(context, id, to, content)));
  return rewritten.length > 0;
}

function sealMail({ settings }: Pick<Context, 'settings'>, id: string, to: string, content: MailContent): string {
  const message = Buffer.from(JSON.stringify({ to, ...content }));
  return seal(message, { purpose: 'mail', userId: '', rowId: id }, settings.encryptionKeys);
}

/** Consumes one of the mails that strangers may cause to this email; returns false when none is left (attack B-15). */
export async function consumeMailQuota({ db, now }: Context, address: string): Promise<boolean> {
  return (await tryConsume(db, mailCounter(address), now)).length > 0;
}
