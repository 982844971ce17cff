import { insertMail } from '../../../db/queries/mails.ts';
import { seal } from '../../crypto/secret-box.ts';
import { generateId } from '../../crypto/token.ts';
import { requestPasswordReset } from '../account/steps/request-password-reset.ts';
import type { Context } from '../context.ts';
import { resendSignUp } from '../sign-up/steps/pending-sign-up.ts';

/** A message that was asked for, before we look whether there is a recipient. */
export type MessageRequest = {
  request: keyof typeof handlers;
  /** Canonical. */
  email: string;
  client: Context['client'];
};

const handlers = { 'reset-password': requestPasswordReset, 'sign-up-again': resendSignUp };

/**
 * Records that a message to `email` was asked for, alike with an account and without one: the page may then say that it
 * is on its way, and neither words nor time tell who has an account (ASVS 6.3.8). The mail worker finds out afterwards
 * what has to be sent, and retries until it is done. Throws when it can't be written, so that the page never announces
 * a lost message.
 */
export async function requestMessage(
  { db, now, settings, client }: Context,
  { request, email }: Pick<MessageRequest, 'request' | 'email'>,
): Promise<void> {
  const id = generateId();
  const asked: MessageRequest = { request, email, client };
  const sealedMail = seal(
    Buffer.from(JSON.stringify(asked)),
    { purpose: 'mail', userId: '', rowId: id },
    settings.encryptionKeys,
  );
  // The owner is known later, with the message itself.
  await insertMail(db, {
    id,
    userId: null,
    sealedMail,
    createdAt: now,
    nextTryAt: now,
    tries: 0,
    sentAt: null,
    failedAt: null,
  });
}

/** Prepares the message that was asked for; doing it again sends the newest link again. */
export async function handleRequest(
  context: Omit<Context, 'client'>,
  { request, email, client }: MessageRequest,
): Promise<void> {
  await handlers[request]({ ...context, client }, email);
}
