import { expect, test } from '@playwright/test';
import { freeOrigin, startApp } from './fixtures/app-server.ts';

const asked = { headers: { 'accept-encoding': 'gzip' } };
const preload = ['server/http-hooks/preload.mjs'];

test('pages and scripts are compressed where there is no proxy, and left to the proxy where there is one', async () => {
  for (const [proxies, encoding] of [
    ['0', 'gzip'],
    ['1', null],
  ] as const) {
    const app = await startApp(await freeOrigin(), { TRUSTED_PROXIES: proxies }, { preload });
    const page = await fetch(`${app.origin}/login`, asked);
    expect(page.headers.get('content-encoding')).toBe(encoding);
    const [, script = ''] = /<script src="([^"]+)"/.exec(await page.text()) ?? [];
    const answer = await fetch(new URL(script, app.origin), asked);
    expect({ status: answer.status, encoding: answer.headers.get('content-encoding') }).toEqual({
      status: 200,
      encoding,
    });
    await app.stop();
  }
});
