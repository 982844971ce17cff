import 'server-only';
import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { findClient } from '../../../db/queries/apps.ts';
import type { Context } from '../../flows/context.ts';

/** A redirect longer than this would be refused on its way. */
const MAX_ADDRESS = 7000;

/**
 * Answers what the library would answer with pages, or not at all. Logout (OpenID Connect RP-Initiated Logout) leads to
 * our page, which asks: no link and no form of another site signs anyone out without a press. A form that is posted to
 * either address from elsewhere comes back as the same request by GET, with the cookies of a navigation.
 */
export function answerInPlace(provider: Provider, contextOf: () => Promise<Context>): void {
  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    const isLogout = ctx.path === '/oidc/logout';
    if (ctx.path.startsWith('/oidc/logout/')) return;
    if (ctx.method === 'POST' && (isLogout || ctx.path === '/oidc/authorize')) {
      const asked = await readForm(ctx.req);
      if (asked.length > MAX_ADDRESS) {
        ctx.status = 400;
        ctx.body = { error: 'invalid_request' };
        return;
      }
      seeOther(ctx, `${ctx.path}?${asked}`);
    } else if (isLogout && ctx.method === 'GET') seeOther(ctx, await askWhere(provider, contextOf, ctx.querystring));
    else if (isLogout) ctx.status = 405;
    else await next();
  });
}

function seeOther(ctx: KoaContextWithOIDC, address: string): void {
  ctx.status = 303;
  ctx.set('location', address);
  ctx.set('cache-control', 'no-store');
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  // Through the parser: nothing that isn't a field gets into the address.
  return new URLSearchParams(Buffer.concat(chunks).toString()).toString();
}

/** Returns our page, with what it may need of the request. It checks again where it may send someone back to. */
async function askWhere(provider: Provider, contextOf: () => Promise<Context>, query: string): Promise<string> {
  const asked = new URLSearchParams(query);
  const [hint, clientId] = [asked.get('id_token_hint'), asked.get('client_id')];
  const app = hint === null ? clientId : await appOfHint(provider, contextOf, hint, clientId);
  const page = new URLSearchParams();
  if (app) page.set('app', app);
  for (const [name, ours] of [
    ['post_logout_redirect_uri', 'to'],
    ['state', 'state'],
  ] as const) {
    const value = asked.get(name);
    if (app && value) page.set(ours, value);
  }
  return page.size > 0 ? `/sign-out?${page}` : '/sign-out';
}

/** Returns the app that an ID token was made for; null for one that isn't ours, or is another app's than it says. */
async function appOfHint(
  provider: Provider,
  contextOf: () => Promise<Context>,
  hint: string,
  clientId: string | null,
): Promise<string | null> {
  const audience = readAudience(hint);
  if (!audience || (clientId !== null && clientId !== audience)) return null;
  if (!(await findClient((await contextOf()).db, audience))) return null;
  const client = await provider.Client.find(audience);
  if (!client) return null;
  return provider.IdToken.validate(hint, client).then(
    () => audience,
    () => null,
  );
}

function readAudience(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { aud } = claims as { aud?: unknown };
    return typeof aud === 'string' ? aud : null;
  } catch {
    return null;
  }
}
