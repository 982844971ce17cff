import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import { clock } from '../clock.ts';
import { settings } from '../env.ts';
import { log } from '../log.ts';
import type { Context } from '../flows/context.ts';
import { browserName } from '../rules/browser-name.ts';
import { clientAddress } from '../rules/client-address.ts';
import { store } from './store.ts';

/** What flows are told about this request. One instant for the whole of a page. */
export const requestContext = cache(async (): Promise<Context> => {
  const sent = await headers();
  const config = settings();
  return {
    now: clock(),
    db: store(),
    settings: config,
    log: log(),
    client: {
      browser: browserName(sent.get('user-agent')),
      address: clientAddress(sent.get('x-forwarded-for'), config.trustedProxies),
    },
  };
});
