import type { NextRequest } from 'next/server';
import { finishVisit } from '#lib/web/forward-auth/visit.ts';

/** On a guarded host, through its proxy: where a sign-in arrives, with a ticket that works once. */
export async function GET(request: NextRequest): Promise<Response> {
  return finishVisit(request.headers, request.nextUrl.searchParams.getAll('ticket'));
}
