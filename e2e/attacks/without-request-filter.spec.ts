import { startApp } from '../fixtures/app-server.ts';
import { accountState } from '../fixtures/database.ts';
import type { NoScriptClient } from '../fixtures/no-script-client.ts';
import { builtPages, callAction, everyField, signedActions } from '../fixtures/server-actions.ts';
import { test as base, expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// Without the request filter an attacker has no further access: pages, downloads and actions check the data themselves.
// Next's own messages about requests that the request filter would have rejected.
const NEXT_SAYS = /Invalid Server Actions request|origin|x-forwarded-host|"event":"request-failed"/i;

const test = base.extend({
  app: [
    async ({ origin, providers }, use) => {
      const app = await startApp(origin, providers.environment, { preload: ['e2e/fixtures/no-filter.mjs'] });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
});

test.describe.configure({ mode: 'default' });

test('the request filter is really gone', async ({ client }) => {
  const answer = await client().send('/login');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toBeNull();
});

test('attack: without the request filter no page and no download opens, signed out or with the first factor alone', async ({
  client,
  people,
}) => {
  const ada = await people.makeProtected();
  const [visitor, thief] = [client(), client()];
  await people.beginSignIn(thief, ada);
  const pages = builtPages();
  expect(pages.length).toBeGreaterThan(15);
  for (const browser of [visitor, thief]) {
    for (const path of pages) {
      for (const headers of [{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }] as Record<string, string>[]) {
        const answer = await throughCacheAddress(browser, path, headers);
        expect(answer.status, path).toBeLessThan(500);
        expect(answer.html, path).not.toContain(ada.name);
        const isGuess = 'next-router-prefetch' in headers;
        if (path.startsWith('/profile') && !isGuess)
          expect(answer.html + answer.headers.get('location'), path).toContain('/login');
      }
    }
    for (const path of ['/profile/data', '/profile/activity/csv', '/profile/two-factor/one-time-passwords'])
      expect((await browser.send(path, { method: 'POST', body: new FormData() })).status, path).toBe(401);
  }
});

test('attack: without the request filter no action runs, signed out or with the first factor alone', async ({
  client,
  people,
  database,
}) => {
  const ada = await people.makeProtected();
  await people.cookieFor(ada);
  const before = await accountState(database, ada.id);
  const [visitor, thief] = [client(), client()];
  // The cookie that the request filter would have set: a browser without any is refused earlier.
  visitor.cookies.set('cookies-kept', '1');
  await people.beginSignIn(thief, ada);
  const typed = everyField(ada, before.sessions[0]?.idHash ?? '');
  const actions = signedActions();
  expect(actions.length).toBeGreaterThan(12);
  for (const action of actions) {
    for (const browser of [visitor, thief]) {
      const answer = await callAction(browser, action, typed);
      expect(answer.headers.get('x-action-redirect'), `${action.name}: ${answer.html.slice(0, 300)}`).toMatch(
        /^\/login/,
      );
      expect(answer.setCookies.join(), action.name).not.toContain('session=');
      expect(await accountState(database, ada.id), action.name).toEqual(before);
    }
  }
});

for (const [what, headers] of Object.entries<Record<string, string>>({
  'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'another site that names itself as the host': { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  'a sandboxed frame': { origin: 'null', 'sec-fetch-site': 'cross-site' },
})) {
  test(`attack: without the request filter the pipeline still refuses forms of ${what}`, async ({
    client,
    people,
    database,
    tolerate,
  }) => {
    tolerate(NEXT_SAYS);
    const ada = await people.makeProtected();
    const victim = client();
    await people.signIn(victim, ada);
    const before = await accountState(database, ada.id);
    const typed = { email: ada.email, password: ada.password, code: ada.phone.nextCode() };
    for (const action of signedActions()) {
      await callAction(victim, action, { ...typed, name: 'Eve', provider: 'google' }, headers);
      expect(await accountState(database, ada.id), action.name).toEqual(before);
    }
    const dialog = await victim.open('/profile/two-factor?dialog=disable');
    await victim.submitOnce(dialog, words.twoFactorDialogs.disable.submit, typed, { headers });
    await victim.submitOnce(dialog, words.appFrame.signOut, {}, { headers });
    expect(await accountState(database, ada.id)).toEqual(before);
  });
}

/** Next redirects scripts' requests for data to a URL of their own first, so that caches keep them apart. */
async function throughCacheAddress(browser: NoScriptClient, path: string, headers: Record<string, string>) {
  const answer = await browser.send(path, { headers });
  const onward = answer.headers.get('location') ?? '';
  return onward.includes('_rsc') ? browser.send(onward, { headers }) : answer;
}
