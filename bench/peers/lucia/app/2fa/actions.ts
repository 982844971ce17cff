'use server';
import { redirect } from 'next/navigation';
import { verifySync } from 'otplib';
import { currentSession, markVerified } from '../../sessions.ts';
import { TokenBucket } from '../../token-bucket.ts';

const byPerson = new TokenBucket(5, 6 * 60_000);

export async function verifyCode(_last: { message: string }, form: FormData): Promise<{ message: string }> {
  const session = await currentSession();
  if (!session) return { message: 'Not authenticated' };
  const code = form.get('code');
  if (typeof code !== 'string' || !byPerson.consume(session.email, Date.now())) return { message: 'Too many requests' };
  if (!verifySync({ secret: session.secret, token: code, epochTolerance: 30 }).valid)
    return { message: 'Invalid code' };
  markVerified(session.id);
  redirect('/');
}
