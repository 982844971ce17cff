import type { NextRequest } from 'next/server';
import { openLink } from '#lib/web/opened-link.ts';

/** The URL of every mailed link. */
export async function GET(request: NextRequest, { params }: RouteContext<'/link/[purpose]'>): Promise<Response> {
  return openLink((await params).purpose, request.nextUrl.searchParams.get('token'));
}
