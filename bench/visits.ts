import { gzipSync } from 'node:zlib';
import { Authenticator } from '#e2e/fixtures/authenticator.ts';
import { type Answer, NoScriptClient } from '#e2e/fixtures/no-script-client.ts';
import { codeOf, PASSWORD, type SeedUser } from './seed-data.ts';

/** Gives each user an IP address of their own (TRUSTED_PROXIES=1), so that none meets the limit of another's. */
export function visitor(origin: string, { number }: Pick<SeedUser, 'number'>): NoScriptClient {
  const address = `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`;
  return new NoScriptClient(origin, (url, init) =>
    fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), 'x-forwarded-for': address } }),
  );
}

/** Submits the correct password and accepts any response: a server under load may refuse. */
export async function postPassword(origin: string, person: SeedUser): Promise<void> {
  const browser = visitor(origin, person);
  await browser.submitOnce(await browser.open('/login'), 'Sign In', { email: person.email, password: PASSWORD });
}

/** Signs in as a browser without JavaScript does: password, code, Home. */
export async function signIn(origin: string, person: SeedUser): Promise<void> {
  const browser = visitor(origin, person);
  const page = await browser.open('/login');
  const challenge = await browser.submit(page, 'Sign In', { email: person.email, password: PASSWORD });
  expectText(challenge, 'Two-factor authentication');
  expectText(await browser.submit(challenge, 'Sign In', { code: codeOf(person) }), 'Hello, ');
}

/** Turns two-factor on: the tab, the QR code, code and password, the one-time passwords. */
export async function enable(browser: NoScriptClient): Promise<void> {
  const dialog = await browser.submit(await browser.open('/profile/two-factor'), 'Enable');
  const uri = /otpauth:\/\/[^"]+/.exec(dialog.html)?.[0].replaceAll('&amp;', '&') ?? '';
  const code = new Authenticator(uri).nextCode();
  expectText(await browser.submit(dialog, 'Enable', { code, password: PASSWORD }), 'Two-factor authentication is on');
}

/** Opens a page, which must contain `text`. */
export async function look(browser: NoScriptClient, path: string, text: string): Promise<void> {
  expectText(await browser.send(path), text);
}

/** Counts the script files that a page loads, and the compressed bytes of these and of the page. */
export async function weigh(browser: NoScriptClient, path: string) {
  const page = await browser.open(path);
  const sources = [...new Set([...page.html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src = '']) => src))];
  // Only browsers without modules load these.
  const old = new Set(
    [...page.html.matchAll(/<script[^>]+noModule[^>]*>/gi)].map(([tag]) => /src="([^"]+)"/.exec(tag)?.[1]),
  );
  const loaded = sources.filter((source) => !old.has(source));
  let bytes = 0;
  for (const source of loaded) bytes += gzipSync((await browser.send(source)).html).length;
  return { path, files: loaded.length, scriptBytes: bytes, pageBytes: gzipSync(page.html).length };
}

/** Throws unless a page came, and with `text` in it. */
export function expectText(answer: Answer, text: string): void {
  if (answer.status !== 200 || !answer.text.includes(text))
    throw new Error(`${answer.path} responded ${answer.status} without “${text}”: ${answer.text.slice(0, 300)}`);
}
