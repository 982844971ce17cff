import { connection } from 'next/server';

/** For load balancers: this process answers. Says nothing about who or what it is. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
