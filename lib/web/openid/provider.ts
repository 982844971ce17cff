import 'server-only';
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { findOpenApp } from '../../../db/queries/apps.ts';
import { listGroupsOf } from '../../../db/queries/groups.ts';
import { findUser } from '../../../db/queries/users.ts';
import { limits } from '../../config/limits.ts';
import type { Settings } from '../../config/settings.ts';
import { keyedHash } from '../../crypto/keyed-hash.ts';
import type { PrivateSigningKey } from '../../crypto/signing-key.ts';
import { checkAppSecret } from '../../flows/apps/check-secret.ts';
import type { Context } from '../../flows/context.ts';
import {
  authenticationContexts,
  contextOf as contextClassOf,
  methodReferences,
} from '../../rules/apps/authentication-context.ts';
import { OpenIdAdapter } from './adapter.ts';
import { findOurSession } from './our-session.ts';
import { openIdPolicy } from './policy.ts';
import { answerInPlace } from './sign-out-request.ts';

type Parts = {
  settings: Settings;
  /** The one that signs comes first. */
  keys: readonly PrivateSigningKey[];
  contextOf: () => Promise<Context>;
  /** The page for a request that can't be answered to its app. */
  errorPage: (error: { error: string; error_description?: string | undefined }) => Promise<string>;
};

const seconds = (ms: number) => Math.floor(ms / 1000);

/**
 * Makes the OpenID provider. The issuer is the configured address and nothing that a request says. Only codes with PKCE
 * are given out, sessions are ours alone, and everything at rest is hashed (the adapter) or sealed (the keys).
 */
export function makeProvider(parts: Parts): Provider {
  const provider = new Provider(parts.settings.origin, configurationOf(parts));
  provider.proxy = true;
  shadowSessions(provider, parts.contextOf);
  compareHashedSecrets(provider, parts.contextOf);
  answerInPlace(provider, parts.contextOf);
  return provider;
}

function configurationOf({ settings, keys, contextOf, errorPage }: Parts): Configuration {
  const { isHttps, authSecrets } = settings;
  const name = (word: string) => `${isHttps ? '__Secure-' : ''}openid-${word}`;
  const cookie = { httpOnly: true, sameSite: 'lax', secure: isHttps, signed: true, overwrite: true } as const;
  return {
    adapter: (kind: string) => new OpenIdAdapter(kind, contextOf),
    jwks: { keys: [...keys] as never },
    cookies: {
      keys: authSecrets.map((secret) => keyedHash(secret, 'openid-cookies', '').toString('base64url')),
      names: { session: name('session'), interaction: name('interaction'), resume: name('resume') },
      long: cookie,
      short: cookie,
    },
    routes: {
      authorization: '/oidc/authorize',
      token: '/oidc/token',
      userinfo: '/oidc/userinfo',
      jwks: '/oidc/jwks',
      introspection: '/oidc/introspection',
      revocation: '/oidc/revocation',
      pushed_authorization_request: '/oidc/par',
      end_session: '/oidc/logout',
    },
    scopes: ['openid', 'offline_access', 'profile', 'email', 'groups'],
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    acrValues: [...authenticationContexts],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    subjectTypes: ['public'],
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    extraClientMetadata: { properties: ['pkce', 'demands', 'max_sign_in_age_ms', 'ends_with', 'old_secret_hash'] },
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    // Many apps read the ID token only.
    conformIdTokenClaims: false,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // Rows end with our session by their foreign key; the library's own session is only a shadow of it.
    expiresWithSession: async () => false,
    pkce: { required: (_ctx, client) => client['pkce'] !== 'optional' },
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === 'none' &&
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === origin),
    ttl: {
      AuthorizationCode: seconds(limits.openidCodeLifeMs),
      AccessToken: seconds(limits.openidAccessTokenLifeMs),
      IdToken: seconds(limits.openidIdTokenLifeMs),
      RefreshToken: seconds(limits.openidRefreshTokenLifeMs),
      Interaction: seconds(limits.openidInteractionLifeMs),
      Grant: seconds(limits.openidRefreshTokenLifeMs),
      Session: seconds(settings.sessionLifeMs),
    },
    features: {
      devInteractions: { enabled: false },
      // Ours answers in its place (sign-out-request.ts); this tells it in discovery, and lets apps have its addresses.
      rpInitiatedLogout: { enabled: true },
      backchannelLogout: { enabled: true },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      introspection: {
        enabled: true,
        // Another app's tokens are none of its business.
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
    },
    interactions: {
      policy: openIdPolicy(contextOf),
      url: async (_ctx, interaction) => `/authorize/${interaction.uid}`,
    },
    loadExistingGrant: async (ctx) => {
      // One for each authorization: what ends it for misuse ends nothing else.
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.account?.accountId ?? '',
        clientId: ctx.oidc.client?.clientId ?? '',
      });
      grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '));
      await grant.save();
      return grant;
    },
    findAccount: (ctx, sub, token) => findAccount(contextOf, ctx, sub, token !== undefined),
    renderError: async (ctx, { error, error_description }) => {
      ctx.type = 'html';
      ctx.body = await errorPage({ error, error_description });
    },
  };
}

/** Read at each use: a disabled person, or one who lost the app, gets nothing more for a token. */
async function findAccount(contextOf: Parts['contextOf'], ctx: KoaContextWithOIDC, sub: string, isOfToken: boolean) {
  const { db } = await contextOf();
  const user = await findUser(db, sub);
  if (!user || user.disabledAt || user.lockedDownAt) return undefined;
  if (isOfToken && !(await findOpenApp(db, ctx.oidc.client?.clientId ?? '', sub))) return undefined;
  const groups = (await listGroupsOf(db, sub)).map(({ name }) => name);
  return {
    accountId: user.id,
    claims: async () => ({
      sub: user.id,
      name: user.name,
      email: user.email,
      email_verified: user.emailVerifiedAt !== null,
      groups,
    }),
  };
}

/** Our session is the only one: whatever the library remembered, who is signed in is read from ours at each request. */
function shadowSessions(provider: Provider, contextOf: Parts['contextOf']): void {
  const { Session } = provider;
  const get = Session.get;
  Session.get = async function (this: typeof Session, ctx: KoaContextWithOIDC) {
    const ours = await findOurSession(await contextOf(), ctx.req.headers.cookie);
    (ctx['state'] as { ours?: unknown }).ours = ours;
    const session = await get.call(this, ctx);
    if (!ours) return session;
    session.loginAccount({
      accountId: ours.userId,
      loginTs: ours.signedInAt,
      acr: contextClassOf(ours.methods),
      amr: methodReferences(ours.methods),
      transient: true,
    });
    return session;
  } as typeof get;
}

/** Secrets are stored as hashes, and wrong ones counted. */
function compareHashedSecrets(provider: Provider, contextOf: Parts['contextOf']): void {
  provider.Client.prototype.compareClientSecret = async function (actual: string) {
    const hashes = [this.clientSecret, this['old_secret_hash'] as string | undefined];
    const checked = await checkAppSecret(await contextOf(), { id: this.clientId, hashes }, actual);
    if (!checked.ok) throw new TooManyFailures();
    return checked.value;
  };
}

/** RFC 6585 §4, with the nearest word that the protocol has. */
class TooManyFailures extends errors.OIDCProviderError {
  override error_description = 'too many wrong secrets from this address; try again later';

  constructor() {
    super(429, 'temporarily_unavailable');
  }
}
