import { type NextRequest, NextResponse } from 'next/server';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** Renews the cookie on pages; refuses a form whose Origin is another host. */
export function proxy(request: NextRequest): NextResponse {
  if (request.method === 'GET') {
    const response = NextResponse.next();
    const token = request.cookies.get('session')?.value;
    if (token)
      response.cookies.set('session', token, { path: '/', maxAge: MONTH_SECONDS, sameSite: 'lax', httpOnly: true });
    return response;
  }
  const [origin, host] = [request.headers.get('origin'), request.headers.get('host')];
  const isOurs = origin !== null && host !== null && URL.parse(origin)?.host === host;
  return isOurs ? NextResponse.next() : new NextResponse(null, { status: 403 });
}
