'use server';
import { verify } from '@node-rs/argon2';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { findPerson, openSession } from '../../sessions.ts';
import { TokenBucket } from '../../token-bucket.ts';

const byAddress = new TokenBucket(20, 1000);
const byPerson = new TokenBucket(10, 60_000);

export async function signIn(_last: { message: string }, form: FormData): Promise<{ message: string }> {
  const address = (await headers()).get('x-forwarded-for') ?? '';
  if (!byAddress.consume(address, Date.now())) return { message: 'Too many requests' };
  const [email, password] = [form.get('email'), form.get('password')];
  if (typeof email !== 'string' || typeof password !== 'string') return { message: 'Invalid or missing fields' };
  const person = findPerson(email);
  if (!person) return { message: 'Account does not exist' };
  if (!byPerson.consume(person.email, Date.now())) return { message: 'Too many requests' };
  if (!(await verify(person.passwordHash, password))) return { message: 'Invalid password' };
  await openSession(person.email);
  redirect('/2fa');
}
