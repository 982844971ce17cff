import type { NextRequest } from 'next/server';
import { enterHost } from '#lib/web/forward-auth/enter.ts';

/** Where a visit to a guarded host comes for its ticket: with nothing missing, straight on. */
export async function GET(request: NextRequest): Promise<Response> {
  return enterHost(request.nextUrl.searchParams);
}
