import { addMs } from '#lib/clock.ts';
import { settings } from '#lib/config/env.ts';
import { requestContext } from '#lib/web/context.ts';

const LIFE_MS = 365 * 24 * 60 * 60 * 1000;

/** Whom to notify of a vulnerability (RFC 9116). 404 unless a contact is set. */
export async function GET(): Promise<Response> {
  const { supportEmail, origin } = settings();
  const { now } = await requestContext();
  if (!supportEmail) return new Response(null, { status: 404 });
  const lines = [
    `Contact: mailto:${supportEmail}`,
    `Expires: ${addMs(now, LIFE_MS).toISOString().slice(0, 19)}Z`,
    'Preferred-Languages: en',
    `Canonical: ${origin}/.well-known/security.txt`,
  ];
  return new Response(`${lines.join('\r\n')}\r\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
