import { connection, type NextRequest } from 'next/server';
import { settings } from '#lib/config/env.ts';
import { mayReadMetrics, metricsPage } from '#lib/web/boot/metrics-page.ts';

const headers = { 'cache-control': 'no-store' };

/** For Prometheus, with METRICS_TOKEN. 404 without that setting. */
export async function GET(request: NextRequest): Promise<Response> {
  await connection();
  if (!settings().metricsToken) return new Response(null, { status: 404, headers });
  if (!mayReadMetrics(request.headers.get('authorization'))) {
    return new Response(null, { status: 401, headers: { ...headers, 'www-authenticate': 'Bearer' } });
  }
  const page = await metricsPage();
  if (!page) return new Response('A process of this instance does not answer.\n', { status: 503, headers });
  return new Response(page.text, { headers: { ...headers, 'content-type': page.type } });
}
