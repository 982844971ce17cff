import type { NextRequest } from 'next/server';
import { beginVisit } from '#lib/web/forward-auth/visit.ts';

/** On a guarded host, through its proxy: where someone without a session there sets out to sign in. */
export async function GET(request: NextRequest): Promise<Response> {
  return beginVisit(request.headers, request.nextUrl.searchParams.getAll('to'));
}
