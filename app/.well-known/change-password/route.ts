import { connection } from 'next/server';

/** Redirects password managers to where users change their password (W3C change-password-url). */
export async function GET(): Promise<Response> {
  await connection();
  return new Response(null, { status: 303, headers: { location: '/profile/password' } });
}
