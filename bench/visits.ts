import { gzipSync } from 'node:zlib';
import { Authenticator } from '#e2e/fixtures/authenticator.ts';
import { type Answer, NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { codeOf, PASSWORD, type Someone } from './seed-data.ts';

/** Behind a proxy (TRUSTED_PROXIES=1), each person at an address of their own: nobody meets the limit of another's. */
export function visitor(origin: string, { number }: Pick<Someone, 'number'>): NoScriptClient {
  const address = `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`;
  return new NoScriptClient(origin, (url, init) =>
    fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), 'x-forwarded-for': address } }),
  );
}

/** A right password, and whatever the answer is: a server in trouble may say so. */
export async function postPassword(origin: string, person: Someone): Promise<void> {
  const browser = visitor(origin, person);
  await browser.submitOnce(await browser.open('/login'), 'Sign In', { email: person.email, password: PASSWORD });
}

/** A whole sign-in as a browser without JavaScript does it: password, code, and Home answering. */
export async function signIn(origin: string, person: Someone): Promise<void> {
  const browser = visitor(origin, person);
  const page = await browser.open('/login');
  const challenge = await browser.submit(page, 'Sign In', { email: person.email, password: PASSWORD });
  expectText(challenge, 'Two-factor authentication');
  expectText(await browser.submit(challenge, 'Sign In', { code: codeOf(person) }), 'Hello, ');
}

/** Two-factor turned on: the tab, the QR code, code and password, the one-time passwords. Answers how long they took. */
export async function enable(browser: NoScriptClient): Promise<void> {
  const dialog = await browser.submit(await browser.open('/profile/two-factor'), 'Enable');
  const uri = /otpauth:\/\/[^"]+/.exec(dialog.html)?.[0].replaceAll('&amp;', '&') ?? '';
  const code = new Authenticator(uri).nextCode();
  expectText(await browser.submit(dialog, 'Enable', { code, password: PASSWORD }), 'Two-factor authentication is on');
}

/** One page, which has to hold `text`. */
export async function look(browser: NoScriptClient, path: string, text: string): Promise<void> {
  expectText(await browser.send(path), text);
}

/** The script files that a page asks for, and what they and the page itself weigh when compressed. */
export async function weigh(browser: NoScriptClient, path: string) {
  const page = await browser.open(path);
  const sources = [...new Set([...page.html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src = '']) => src))];
  // Only browsers that know no modules fetch those.
  const old = new Set(
    [...page.html.matchAll(/<script[^>]+noModule[^>]*>/gi)].map(([tag]) => /src="([^"]+)"/.exec(tag)?.[1]),
  );
  const wanted = sources.filter((source) => !old.has(source));
  let bytes = 0;
  for (const source of wanted) bytes += gzipSync((await browser.send(source)).html).length;
  return { path, files: wanted.length, scriptBytes: bytes, pageBytes: gzipSync(page.html).length };
}

function expectText(answer: Answer, text: string): void {
  if (answer.status !== 200 || !answer.text.includes(text))
    throw new Error(`${answer.path} answered ${answer.status} without “${text}”: ${answer.text.slice(0, 300)}`);
}
