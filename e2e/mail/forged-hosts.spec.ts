import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { readForms } from '../fixtures/html-forms.ts';
import { requestLink } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

// Shares one app between the tests of this file.
test.describe.configure({ mode: 'default' });

for (const [what, headers] of Object.entries<Record<string, string>>({
  'X-Forwarded-Host': { 'x-forwarded-host': 'evil.example' },
  'Forwarded and X-Forwarded-Proto': { forwarded: 'host=evil.example;proto=https', 'x-forwarded-proto': 'https' },
  'X-Forwarded-Port and X-Forwarded-Server': { 'x-forwarded-port': '81', 'x-forwarded-server': 'evil.example' },
  'X-Original-Host and X-Original-URL': { 'x-original-host': 'evil.example', 'x-original-url': '//evil.example/' },
})) {
  test(`attack: ${what} of a forged request are in no link`, async ({ app, client, people, sink }) => {
    const ada = await people.make();
    const visitor = client();
    const form = await visitor.open('/forgot-password');
    const answer = await visitor.submit(form, words.resetPassword.ask.form.submit, { email: ada.email }, { headers });
    expect(answer.path).toBe('/forgot-password?sent=yes');
    const { links, text } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
    expect([...new Set(links.map((link) => new URL(link).origin))]).toEqual([app.origin]);
    expect(text).not.toContain('evil.example');
  });
}

// Requests that `fetch` cannot send. `good` is our own host.
const forged: Record<string, (good: string) => { target?: string; hosts: string[] }> = {
  'the Host': () => ({ hosts: ['evil.example'] }),
  'an absolute address': (good) => ({ target: 'http://evil.example/forgot-password', hosts: [good] }),
  'an absolute address and its Host': () => ({
    target: 'http://evil.example/forgot-password',
    hosts: ['evil.example'],
  }),
  'a second Host': (good) => ({ hosts: [good, 'evil.example'] }),
  'a first Host': (good) => ({ hosts: ['evil.example', good] }),
  'a Host after an at-sign': (good) => ({ hosts: [`${good}@evil.example`] }),
  'a Host with a port after an at-sign': () => ({ hosts: ['localhost:80@evil.example'] }),
  'a Host with a path': () => ({ hosts: ['evil.example/link?token='] }),
  'a Host that is none': () => ({ hosts: ['['] }),
  'an empty Host': () => ({ hosts: [''] }),
};

for (const [what, forge] of Object.entries(forged)) {
  test(`attack: ${what} of a forged request is in no link`, async ({ app, client, people, sink }) => {
    const ada = await people.make();
    const visitor = client();
    const { html } = await visitor.open('/forgot-password');
    const form = readForms(html).find(({ buttons }) =>
      buttons.some(({ text }) => text === words.resetPassword.ask.form.submit),
    );
    const body = new FormData();
    for (const [name, value] of form?.fields ?? []) if (name !== 'email') body.append(name, value);
    body.append('email', ada.email);
    const { target = '/forgot-password', hosts } = forge(new URL(app.origin).host);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const status = await postRaw({ origin: app.origin, path: target, hosts, cookie }, body);
    // 308: Next redirects a proxy request for another site there, without reading the form.
    expect(target.startsWith('http') ? [308, 400] : [303, 400]).toContain(status);
    if (status !== 303) return expect(sink.mailsTo(ada.email)).toEqual([]);
    const { links } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
    return expect([...new Set(links.map((link) => new URL(link).origin))]).toEqual([app.origin]);
  });
}

type Forged = { origin: string; path: string; hosts: readonly string[]; cookie: string };

/** Sends a form with any request target and Host headers. Returns the status. */
async function postRaw({ origin, path, hosts, cookie }: Forged, form: FormData): Promise<number> {
  const packed = new Response(form);
  const body = Buffer.from(await packed.arrayBuffer());
  const headers = [
    ...hosts.flatMap((host) => ['Host', host]),
    ...['Origin', origin, 'Sec-Fetch-Site', 'same-origin', 'Connection', 'close', 'Cookie', cookie],
    ...['Content-Type', packed.headers.get('content-type') ?? '', 'Content-Length', String(body.length)],
  ];
  // The app listens on 127.0.0.1 alone.
  const place = { host: '127.0.0.1', port: new URL(origin).port };
  const sent = request({ ...place, path, method: 'POST', headers, setHost: false });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

test('attack: a link opened with forged hosts leads to the configured URL', async ({ app, client, people, sink }) => {
  const ada = await people.make();
  const visitor = client();
  await requestLink(visitor, ada.email);
  const { link } = await sink.mailTo(ada.email, words.linkMails.resetPassword.subject);
  const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-forwarded-proto': 'https' };
  const answer = await visitor.send(link, { headers });
  expect(answer.headers.get('location')?.split('?')[0]).toBe(`${app.origin}/reset-password`);
});
