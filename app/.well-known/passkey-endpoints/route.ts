import { connection } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { relyingParty } from '#lib/rules/two-factor/relying-party.ts';

/** Tells password managers where passkeys are added and managed (W3C passkey-endpoints). 404 where there are none. */
export async function GET(): Promise<Response> {
  await connection();
  const party = relyingParty(settings());
  if (!party) return new Response(null, { status: 404 });
  const manage = `${party.origin}/profile/two-factor`;
  return Response.json({ enroll: `${manage}?dialog=add-passkey`, manage });
}
