import { connection, type NextRequest } from 'next/server';
import { settings } from '#lib/env.ts';
import { mayReadMetrics, metricsPage } from '#lib/web/metrics-page.ts';

const headers = { 'cache-control': 'no-store' };

/** For Prometheus, with METRICS_TOKEN. Without that setting the address does not exist. */
export async function GET(request: NextRequest): Promise<Response> {
  await connection();
  if (!settings().metricsToken) return new Response(null, { status: 404, headers });
  if (!mayReadMetrics(request.headers.get('authorization'))) {
    return new Response(null, { status: 401, headers: { ...headers, 'www-authenticate': 'Bearer' } });
  }
  const { text, type } = await metricsPage();
  return new Response(text, { headers: { ...headers, 'content-type': type } });
}
