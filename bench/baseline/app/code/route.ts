import { cookies } from 'next/headers';
import { verifySync } from 'otplib';
import { markPassed, secretBehind } from '../../people.ts';

export async function POST(request: Request): Promise<Response> {
  const { code } = await request.json();
  const session = (await cookies()).get('session')?.value ?? '';
  const secret = secretBehind(session);
  if (!secret || !verifySync({ secret, token: code, epochTolerance: 30 }).valid)
    return new Response(null, { status: 401 });
  markPassed(session);
  return Response.json({});
}
