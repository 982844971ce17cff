import { connection, type NextRequest } from 'next/server';
import { clock } from '#lib/clock.ts';
import { describeHealth } from '#lib/flows/operations/describe-health.ts';
import { requestLog } from '#lib/web/request-log.ts';
import { store } from '#lib/web/store.ts';

const headers = { 'cache-control': 'no-store' };
const UNAVAILABLE = {
  database: { status: 'unavailable', database: 'gone' },
  writes: { status: 'unavailable', database: 'read-only' },
  migrations: { status: 'unavailable', database: 'ok', migrations: 'behind' },
};

/**
 * For load balancers and admins: this process answers; with `?ready` also whether its database does, has the schema
 * of this code and takes writes (503 when not), and for how many minutes the oldest mail has been waiting. Says
 * nothing about who or what it is.
 */
export async function GET(request: NextRequest): Promise<Response> {
  await connection();
  if (!request.nextUrl.searchParams.has('ready')) return Response.json({ status: 'ok' }, { headers });
  const health = await describeHealth({ db: store(), now: clock(), log: await requestLog() });
  if (!health.isReady) return Response.json(UNAVAILABLE[health.fault], { status: 503, headers });
  const mail = { oldestWaitsMinutes: health.mailWaits };
  return Response.json({ status: 'ok', database: 'ok', migrations: health.migrations, mail }, { headers });
}
