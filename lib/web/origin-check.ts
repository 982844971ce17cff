import 'server-only';
import { headers } from 'next/headers';
import { settings } from '../config/env.ts';
import { comesFromUs } from '../http/same-origin.ts';

/** Whether the request that asks for a change was sent by a page of ours. */
export async function isSentByUs(): Promise<boolean> {
  const sent = await headers();
  return comesFromUs(settings().origin, { origin: sent.get('origin'), fetchSite: sent.get('sec-fetch-site') });
}
