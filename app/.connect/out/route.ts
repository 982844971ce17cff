import type { NextRequest } from 'next/server';
import { endVisit } from '#lib/web/forward-auth/visit.ts';

/** On a guarded host, through its proxy: the address for the app's own "Sign out". */
export async function GET(request: NextRequest): Promise<Response> {
  return endVisit(request.headers);
}
