import 'server-only';
import { hashToken } from '../../crypto/token.ts';
import { prefixed } from '../../http/cookie-attributes.ts';
import { cookiesIn } from '../../http/cookie-header.ts';

type Config = { isHttps: boolean };
/** What opens a guarded host. */
const APP = 'connect-app';
/** What binds a visit to this browser while it signs in. Each has a name of its own: two tabs may set out at once. */
const VISIT = 'connect-visit.';

/**
 * Returns the token in a guarded host's cookie; null for none, for one that isn't of our making, and for two of the
 * name: on https no neighbour can set one (`__Host-`), elsewhere two say that someone has.
 */
export function hostToken(lines: readonly string[], config: Config): string | null {
  const [value, another] = valuesOf(`${prefixed(APP, config)}=`, lines);
  return value !== undefined && another === undefined && isToken(value) ? value : null;
}

/** Returns the secrets of the visits that this browser has set out on. */
export function visitSecrets(lines: readonly string[], config: Config): string[] {
  return valuesOf(prefixed(VISIT, config), lines)
    .map((rest) => rest.split('=')[1] ?? '')
    .filter(isToken);
}

/** Returns the Set-Cookie line that keeps a host's token; without one, the line that deletes it. */
export function hostTokenLine(token: string | null, lifeMs: number, config: Config): string {
  return lineOf(APP, token ?? '', token === null ? 0 : lifeMs, config);
}

export function visitLine(secret: string, lifeMs: number, config: Config): string {
  return lineOf(`${VISIT}${hashToken(secret).slice(0, 8)}`, secret, lifeMs, config);
}

/** Lax, not Strict: people come from links on other sites. */
function lineOf(name: string, value: string, lifeMs: number, config: Config): string {
  const end = config.isHttps ? '; Secure' : '';
  return `${prefixed(name, config)}=${value}; Path=/; Max-Age=${Math.floor(lifeMs / 1000)}; HttpOnly; SameSite=Lax${end}`;
}

function valuesOf(start: string, lines: readonly string[]): string[] {
  const all = lines.flatMap(cookiesIn);
  return all.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length));
}

function isToken(value: string): boolean {
  return /^[\w-]{43}$/.test(value);
}
