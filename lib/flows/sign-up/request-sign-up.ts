import { type Result, succeed } from '../../result.ts';
import { refuseSignUp, type SignUpRefusal } from '../../rules/account/sign-up-policy.ts';
import { signUpCounters } from '../../rules/sign-in/rate-limit.ts';
import { hashNewPassword } from '../account/steps/hash-new-password.ts';
import type { Context } from '../context.ts';
import { consumeAll } from '../sign-in/steps/consume-attempt.ts';
import { mailSignUp } from './steps/pending-sign-up.ts';

/**
 * Signs up where mail is configured: mails a link, or notifies the owner that the email has an account. The page
 * answers the same either way. Expects parsed input.
 */
export async function requestSignUp(
  context: Context,
  input: { name: string; email: string; password: string },
): Promise<Result<null, SignUpRefusal['code'] | 'too-many-attempts' | 'busy'>> {
  const refusal = refuseSignUp(context.settings, input.email);
  if (refusal) return refusal;
  const counted = await consumeAll(context, signUpCounters(context.client.ipAddress));
  if (!counted.ok) return counted;
  const hashed = await hashNewPassword(input.password);
  if (!hashed.ok) return hashed;
  const { deviceCookieHash } = context.client;
  await mailSignUp(context, { name: input.name, email: input.email, passwordHash: hashed.value, deviceCookieHash });
  return succeed(null);
}
