import 'server-only';
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { noteRefusal } from '../../../db/queries/apps.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { errorMessage } from '../../error-message.ts';
import type { Context } from '../../flows/context.ts';
import { refusalOf } from '../../rules/apps/app-refusal.ts';

/**
 * Tells the log why an app was refused, and the app's page what is wrong in its settings, in words that help its
 * administrator; never a code, a token or a secret. Whoever sent the request learns nothing more than the protocol says.
 */
export function reportRefusals(provider: Provider, contextOf: () => Promise<Context>): Provider {
  const tell = (what: string) => (ctx: KoaContextWithOIDC, refused: errors.OIDCProviderError) =>
    void contextOf().then((context) => report(context, what, ctx, refused));
  provider.on('authorization.error', tell('a sign-in of an app'));
  provider.on('grant.error', tell('a code or token of an app'));
  provider.on('userinfo.error', tell('a token of an app'));
  provider.on('introspection.error', tell('a question about a token'));
  provider.on('revocation.error', tell('a revocation'));
  provider.on('pushed_authorization_request.error', tell('a sign-in of an app'));
  provider.on(
    'server_error',
    (_ctx, error) =>
      void contextOf().then(({ log }) =>
        log.error({ event: 'openid-failed', err: error }, 'an app could not be answered'),
      ),
  );
  return provider;
}

async function report(
  { db, now, log }: Context,
  what: string,
  { oidc }: KoaContextWithOIDC,
  { error, error_detail: detail, error_description: description }: errors.OIDCProviderError,
): Promise<void> {
  const app = oidc?.client?.clientId ?? null;
  const refusal = refusalOf({ error, detail: detail ?? description }, oidc?.params?.['redirect_uri']);
  const reason = detail ?? description;
  log.warn({ event: 'openid-refused', app, error, reason, sent: refusal?.sent ?? undefined }, `${what} was refused`);
  if (!app || !refusal) return;
  // Anyone can have an app refused: that is one write now and then, however often they do.
  await noteRefusal(db, app, { refusal, now, notSince: addMs(now, -limits.appRefusalNotedEveryMs) }).catch((failure) =>
    log.warn({ event: 'openid-refusal-unnoted', app, reason: errorMessage(failure) }, 'a refusal was not noted'),
  );
}
