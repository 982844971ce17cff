import 'server-only';
import { headers } from 'next/headers';
import { settings } from '../config/env.ts';
import { comesFromUs } from '../http/same-origin.ts';

/** Returns whether a page of ours sent the request that asks for a change. */
export async function isSentByUs(): Promise<boolean> {
  const sent = await headers();
  return comesFromUs(settings().origin, { origin: sent.get('origin'), fetchSite: sent.get('sec-fetch-site') });
}
