import { expect, test } from '../fixtures/test.ts';
import { plain, words } from '../fixtures/words.ts';

// The other form of the request filter: no HTTP hook, but proxy.vercel.ts, run by Next itself and as on Vercel (APP_FORM,
// scripts/soak.mjs). That both forms decide alike is tested in lib/web/boot/request-filter.test.ts.
test.describe.configure({ mode: 'default' });

test('a protected user signs in, without JavaScript', async ({ client, people }) => {
  const ada = await people.makeProtected();
  const browser = client();
  const challenge = await browser.submit(await browser.open('/login'), words.signIn.form.submit, {
    email: ada.email,
    password: ada.password,
  });
  const home = await browser.submit(challenge, words.challenge.form.submit, { code: ada.phone.nextCode() });
  expect(home.text).toContain(plain(words.home.heading({ name: 'Ada' })));
});

test('a page runs its scripts under its policy', async ({ page, people, context }) => {
  const ada = await people.make();
  await people.signIn(context, ada);
  const answer = await page.goto('/profile');
  const [, nonce = ''] = /'nonce-([\w+/=]+)'/.exec(answer?.headers()['content-security-policy'] ?? '') ?? [];
  expect(nonce).not.toBe('');
  expect(await answer?.text()).toContain(`nonce="${nonce}"`);
});

test('attack: what no page of ours sends is refused, with the status that says why', async ({ client }) => {
  const visitor = client();
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const form = () => {
    const body = new FormData();
    body.append('email', 'a@example.com');
    return body;
  };
  const asked: [number, Parameters<typeof visitor.send>[1]][] = [
    [405, { method: 'PUT' }],
    [400, { headers: { rsc: '1', 'next-router-state-tree': 'junk' } }],
    [403, { method: 'POST', body: form(), headers: evil }],
    [415, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    [400, { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=y' } }],
    [400, { method: 'POST', body: form(), headers: { 'next-action': '7f'.repeat(21) } }],
  ];
  for (const [status, sending] of asked)
    expect((await visitor.send('/login', sending)).status, JSON.stringify(sending?.headers)).toBe(status);
  const claimed = { 'content-security-policy': "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa'" };
  expect((await visitor.send('/login', { headers: claimed })).html).not.toContain('aaaaaaaaaaaaaaaa');
});
