import { findTokenOf } from '../../db/tokens.ts';
import { findUserByEmail } from '../../db/users.ts';
import { hashPassword } from '../crypto/password-hash.ts';
import { QueueFull } from '../crypto/work-queue.ts';
import { limits } from '../limits.ts';
import { accountExistsMail, confirmAddressMail } from '../mail/link-mails.ts';
import { type Result, refuse, succeed } from '../result.ts';
import { refuseSignUp, type SignUpRefusal } from '../rules/account/sign-up-policy.ts';
import { signUpCounters } from '../rules/attempt-limit.ts';
import type { Context } from './context.ts';
import { countAll } from './count-attempt.ts';
import { issueToken, linkUrl, tokenPayload } from './issue-token.ts';
import { mayMail, postMail } from './post-mail.ts';

/** A sign-up whose address is not confirmed yet. There is no account before it is: nobody can sit in one. */
export type PendingSignUp = { name: string; email: string; passwordHash: string };

/**
 * Sign-up where mail is configured: a link goes to the address, or word that it has an account. The page answers
 * the same either way. Takes parsed input.
 */
export async function requestSignUp(
  context: Context,
  person: { name: string; email: string; password: string },
): Promise<Result<null, SignUpRefusal['code'] | 'too-many-attempts' | 'busy'>> {
  const refusal = refuseSignUp(context.settings, person.email);
  if (refusal) return refusal;
  const counted = await countAll(context, signUpCounters(context.client.address));
  if (!counted.ok) return counted;
  const passwordHash = await hashPassword(person.password).catch((error: unknown) => {
    if (error instanceof QueueFull) return null;
    throw error;
  });
  if (!passwordHash) return refuse('busy');
  await mailSignUp(context, { name: person.name, email: person.email, passwordHash });
  return succeed(null);
}

/** "Send it again": the newest link counts, the ones before are dead. */
export async function resendSignUp(context: Context, email: string): Promise<void> {
  const pending = await findPendingSignUp(context, email);
  if (pending) return mailSignUp(context, pending);
  // Confirmed on another device meanwhile: the mail says so, and the page says the same for every address.
  if (await findUserByEmail(context.db, email)) await mailSignUp(context, { name: '', email, passwordHash: '' });
}

/** The sign-up under way for an address, or null. */
export async function findPendingSignUp(context: Context, email: string): Promise<PendingSignUp | null> {
  const token = await findTokenOf(context.db, email, 'sign-up', context.now);
  return token && tokenPayload<PendingSignUp>(context, token);
}

async function mailSignUp(context: Context, pending: PendingSignUp): Promise<void> {
  if (!(await mayMail(context, pending.email))) return;
  const { appName, origin } = context.settings;
  const user = await findUserByEmail(context.db, pending.email);
  await context.db.atomically(function* (tx) {
    if (user) {
      const mail = accountExistsMail({
        appName,
        name: user.name,
        url: `${origin}/login`,
        resetUrl: `${origin}/forgot-password`,
      });
      yield* postMail(context, tx, user.email, mail);
      return;
    }
    const secret = yield* issueToken(context, tx, {
      purpose: 'sign-up',
      owner: pending.email,
      lifeMs: limits.confirmLinkLifeMs,
      payload: pending,
    });
    yield* postMail(
      context,
      tx,
      pending.email,
      confirmAddressMail({ appName, url: linkUrl(context, 'sign-up', secret) }),
    );
  });
}
