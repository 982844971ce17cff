import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import { addressUnknown, noteInstallation } from '../../db/queries/installation.ts';
import { clock } from '../clock.ts';
import { peerAddressHeader, settings } from '../config/env.ts';
import { limits } from '../config/limits.ts';
import { generateToken, hashToken } from '../crypto/token.ts';
import type { Context } from '../flows/context.ts';
import { browserName } from '../http/browser-name.ts';
import { clientAddress } from '../http/client-ip.ts';
import { type Log, requestLogOf } from '../observability/log.ts';
import { browserLanguage } from './browser-language.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { requireDatabase, store } from './store.ts';

/** Returns the context of this request for flows. One instant for the whole of a page. Redirects without a database. */
export const requestContext = cache(async (): Promise<Context> => {
  await requireDatabase();
  const sent = await headers();
  const config = settings();
  const browserToken = await readCookie('browser');
  const peerHeader = peerAddressHeader();
  const peer = peerHeader ? sent.get(peerHeader) : null;
  const forwardedFor = sent.get('x-forwarded-for');
  const address = clientAddress({ peer, forwardedFor, trustedProxies: config.trustedProxies });
  const log = requestLogOf(sent.get('x-request-id'));
  if (address === 'unknown') warnOfUnknownAddressOnce(log);
  return {
    now: clock(),
    db: store(),
    settings: config,
    log,
    client: {
      browser: browserName(sent.get('user-agent')),
      deviceCookieHash: browserToken && hashToken(browserToken),
      ipAddress: address,
      language: await browserLanguage(),
    },
  };
});

/**
 * Returns the context of this request with a device cookie, a new one where the browser has none. Kept once a sign-in
 * or a sign-up succeeds: from then on the browser has its own counter, and its sign-up is its own.
 */
export async function withDeviceCookie(): Promise<{ context: Context; keepDeviceCookie: () => Promise<void> }> {
  const context = await requestContext();
  const token = (await readCookie('browser')) ?? generateToken();
  return {
    context: { ...context, client: { ...context.client, deviceCookieHash: hashToken(token) } },
    keepDeviceCookie: () => writeCookie('browser', token, limits.deviceCookieLifeMs),
  };
}

let isUnknownSaid = false;

/** Warns that limits by IP address don't apply without one, which would go unnoticed (attack A-37). */
function warnOfUnknownAddressOnce(log: Log): void {
  if (isUnknownSaid) return;
  isUnknownSaid = true;
  log.warn(
    { event: 'address-unknown' },
    'no address of a visitor can be read, so the limits by address do not apply: look at TRUSTED_PROXIES and at what the proxy writes into X-Forwarded-For',
  );
  // For `doctor`, which sees no request. Where nothing can be written only the log says it.
  noteInstallation(store(), addressUnknown, clock().toISOString()).catch(() => {});
}
