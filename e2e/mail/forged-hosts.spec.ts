import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { readForms } from '../fixtures/html-forms.ts';
import { requestLink } from '../fixtures/mail-screens.ts';
import { test } from '../fixtures/mail-sink.ts';
import { expect } from '../fixtures/test.ts';

// One app for all tests of this file.
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
    const answer = await visitor.submit(form, 'Email me a link', { email: ada.email }, { headers });
    expect(answer.path).toBe('/forgot-password?sent=yes');
    const { links, text } = await sink.mailTo(ada.email, 'Reset your password');
    expect(links.map((link) => new URL(link).origin)).toEqual([app.origin]);
    expect(text).not.toContain('evil.example');
  });
}

test('attack: the Host of a forged request is in no link', async ({ app, client, people, sink }) => {
  const ada = await people.make();
  const { html } = await client().open('/forgot-password');
  const form = readForms(html).find(({ buttons }) => buttons.some(({ text }) => text === 'Email me a link'));
  const body = new FormData();
  for (const [name, value] of form?.fields ?? []) if (name !== 'email') body.append(name, value);
  body.append('email', ada.email);
  const { origin } = new URL(app.origin);
  const status = await postWithHost(`${origin}/forgot-password`, body, {
    host: 'evil.example',
    origin,
    'sec-fetch-site': 'same-origin',
  });
  expect(status).toBe(303);
  const { links } = await sink.mailTo(ada.email, 'Reset your password');
  expect(links.map((link) => new URL(link).origin)).toEqual([origin]);
});

/** `fetch` lets nobody choose the Host. Answers the status. */
async function postWithHost(url: string, form: FormData, headers: Record<string, string>): Promise<number> {
  const packed = new Response(form);
  const body = Buffer.from(await packed.arrayBuffer());
  const type = { 'content-type': packed.headers.get('content-type') ?? '', 'content-length': body.length };
  // The app listens on 127.0.0.1 alone.
  const sent = request(url, { method: 'POST', family: 4, headers: { ...headers, ...type } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

test('attack: a link opened with forged hosts leads to the configured address', async ({
  app,
  client,
  people,
  sink,
}) => {
  const ada = await people.make();
  const visitor = client();
  await requestLink(visitor, ada.email);
  const { link } = await sink.mailTo(ada.email, 'Reset your password');
  const headers = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-forwarded-proto': 'https' };
  const answer = await visitor.send(link, { headers });
  expect(answer.headers.get('location')).toBe(`${app.origin}/reset-password`);
});
