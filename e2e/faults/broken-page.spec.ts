import { connect } from 'node:net';
import BetterSqlite3 from 'better-sqlite3';
import { type AppServer, freeOrigin, startApp } from '../fixtures/app-server.ts';
import { NoScriptClient } from '../fixtures/no-script-client.ts';
import { test as base, expect } from '../fixtures/test.ts';
import { words } from '../fixtures/words.ts';

/** An app for this file alone, whose tables of challenges and mails are missing. */
const test = base.extend<object, { broken: AppServer }>({
  broken: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const broken = await startApp(await freeOrigin());
      const beside = new BetterSqlite3((broken.environment['DATABASE_URL'] ?? '').replace('file:', ''));
      beside.exec('alter table challenges rename to elsewhere; alter table mails rename to anywhere');
      beside.close();
      await use(broken);
      await broken.stop();
    },
    { scope: 'worker' },
  ],
});

type Line = { event?: string; request?: string; reference?: string; level?: string };

const linesOf = (log: string): Line[] =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

test('a page that breaks says so without JavaScript, with the reference of its line in the log', async ({ broken }) => {
  const begin = broken.log.mark();
  const visitor = new NoScriptClient(broken.origin);
  visitor.cookies.set('challenge', 'a'.repeat(43));
  const answers = [await visitor.send('/login/two-factor')];
  visitor.cookies.clear();
  const form = await visitor.open('/forgot-password');
  answers.push(await visitor.submitOnce(form, words.resetPassword.ask.form.submit, { email: 'ada@example.com' }));
  for (const { status, text, headers } of answers) {
    expect(status).toBe(500);
    expect(text).toContain(words.frame.broken.title);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const [, reference] = new RegExp(words.frame.broken.reference.replace('{reference}', '(\\w+)')).exec(text) ?? [];
    // The line may arrive after the response.
    const told = () => linesOf(broken.log.text(begin)).filter((line) => line.reference === reference);
    await expect.poll(told).toEqual([expect.objectContaining({ event: 'request-failed', level: 'error' })]);
  }
  expect(broken.log.text(begin), 'no values of a query').not.toContain('ada@example.com');
});

test('a page that breaks speaks the language of the browser', async ({ broken }) => {
  const visitor = new NoScriptClient(broken.origin);
  visitor.cookies.set('challenge', 'a'.repeat(43));
  const { status, html } = await visitor.send('/login/two-factor', { headers: { 'accept-language': 'ar-XB' } });
  expect(status).toBe(500);
  expect(html).toMatch(/<html lang="ar-XB" dir="rtl">[\s\S]*<h1>⟦/);
});

test('a request of a script gets no page when it fails', async ({ broken }) => {
  const visitor = new NoScriptClient(broken.origin);
  visitor.cookies.set('challenge', 'a'.repeat(43));
  const headers = { rsc: '1' };
  const first = await visitor.send('/login/two-factor', { headers });
  const onward = first.headers.get('location');
  const { html } = onward ? await visitor.send(onward, { headers }) : first;
  expect(html).not.toContain('<!doctype html>');
});

test('attack: whatever a client sends or aborts, the log has one JSON line for it, or none', async ({ broken }) => {
  const begin = broken.log.mark();
  const { port } = new URL(broken.origin);
  const head = `Host: localhost:${port}\r\nOrigin: ${broken.origin}\r\n`;
  const action = `Next-Action: ${'7f'.repeat(21)}\r\n`;
  const part = '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n';
  const multipart = 'Content-Type: multipart/form-data; boundary=x\r\n';
  const bodies = {
    whole: `${part}[{"status":"idle"},"$K1"]\r\n--x--\r\n`,
    cut: `${part}[{"sta`,
  };
  const length = (text: string) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n`;
  const requests = [
    `POST /login HTTP/1.1\r\n${head}${action}${multipart}${length(bodies.whole)}${bodies.whole}`,
    `POST /login HTTP/1.1\r\n${head}Next-Action: x\r\n${multipart}${length(bodies.whole)}${bodies.whole}`,
    `POST /login HTTP/1.1\r\n${head}${action}${multipart}${length(bodies.whole)}${bodies.cut}`,
    `POST /profile/data HTTP/1.1\r\n${head}${multipart}${length(bodies.whole)}${bodies.cut}`,
    `POST /login HTTP/1.1\r\n${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nemail=`,
    `GET /signup HTTP/1.1\r\n${head}\r\n`,
    `GET /signup HTTP/1.1\r\n${head}RSC: 1\r\n\r\n`,
  ];
  for (const request of requests) for (const afterMs of [0, 5, 50]) await hangUp(Number(port), request, afterMs);
  // Their lines are written before this response.
  expect((await fetch(`${broken.origin}/api/health`)).status).toBe(200);
  const lines = linesOf(broken.log.text(begin));
  expect(lines.filter(({ event }) => event === 'unknown-form').length).toBeGreaterThan(0);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

/** Sends `request` and disconnects that much later. */
async function hangUp(port: number, request: string, afterMs: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await new Promise<void>((gone) => {
    socket.once('close', () => gone());
    socket.write(request, () => setTimeout(() => socket.destroy(), afterMs));
  });
}
