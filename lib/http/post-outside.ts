import { lookup } from 'node:dns/promises';
import { isLinkLocal } from '../rules/apps/app-addresses.ts';
import { boundedFetch } from './bounded-fetch.ts';

export type Bounds = Parameters<typeof boundedFetch>[0];
/** What is posted, with headers of its own. */
export type Posted = { body: string | URLSearchParams; headers?: Readonly<Record<string, string>> };

/**
 * Posts to an address that an administrator has named, and returns the status. Private addresses are allowed: that is
 * where self-hosted programs live. Link-local ones never, also behind a name: the keys of cloud machines lie there
 * (attacks G-31, M-34). Follows no redirect. Throws where no whole answer came within the bounds.
 */
export async function postOutside(url: string, { body, headers = {} }: Posted, bounds: Bounds): Promise<number> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const addresses = await within(bounds.withinMs, lookup(host, { all: true }));
  if (addresses.some(({ address }) => isLinkLocal(address))) throw new Error('its address is link-local');
  const { status } = await boundedFetch(bounds)(url, { method: 'POST', body, headers: { ...headers } });
  return status;
}

/** A resolver may take minutes. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`its name was not resolved within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
