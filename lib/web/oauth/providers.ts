import 'server-only';
import { customFetch } from 'next-auth';
import type { Provider as AuthProvider, OAuthConfig, OIDCConfig } from 'next-auth/providers';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import type { ProviderIdentity } from '../../flows/providers/find-or-create-provider-account.ts';
import { boundedFetch } from '../../http/bounded-fetch.ts';
import { chooseConfirmedAddress } from '../../rules/account/sign-up-policy.ts';
import { type Provider, providers } from '../../rules/sign-in/authentication-methods.ts';
import { noted } from './provider-calls.ts';

type Profile = Record<string, unknown>;
type Configured<P extends Provider> = NonNullable<ReturnType<typeof settings>['providers'][P]>;

/** Calls a provider; the user is notified of one that doesn't answer completely and in time. */
export const providerFetch = noted(
  boundedFetch({
    withinMs: limits.providerAnswerMs,
    maxBytes: limits.providerAnswerMaxBytes,
  }),
);

/** Configures every provider with PKCE and state (RFC 9700 §2.1), credentials in the body: all three accept it. */
const common = { client: { token_endpoint_auth_method: 'client_secret_post' }, [customFetch]: providerFetch } as const;

/** Returns the configured providers, in the order of their buttons. */
export function configuredProviders(): Provider[] {
  return providers.filter((provider) => settings().providers[provider]);
}

/** Returns those of these providers that are configured. */
export function onlyConfigured(some: readonly Provider[]): Provider[] {
  return configuredProviders().filter((provider) => some.includes(provider));
}

/**
 * Returns the authorization parameters besides the scope. Google: the account chooser, which it would skip right after a
 * sign-out here; for a re-authentication also the password, and `auth_time` as an essential claim (OpenID Connect Core
 * §3.1.2.1 `max_age`, §5.5.1). GitHub and Facebook offer neither.
 */
export function askFor(provider: Provider, isProof: boolean): Record<string, string> {
  if (provider !== 'google') return {};
  if (!isProof) return { prompt: 'select_account' };
  return { prompt: 'login', max_age: '0', claims: JSON.stringify({ id_token: { auth_time: { essential: true } } }) };
}

export function authProviders(): AuthProvider[] {
  const { google, facebook, github } = settings().providers;
  return [
    ...(google ? [googleProvider(google)] : []),
    ...(facebook ? [facebookProvider(facebook)] : []),
    ...(github ? [githubProvider(github)] : []),
  ];
}

function googleProvider({ issuer, clientId, clientSecret }: Configured<'google'>): OIDCConfig<Profile> {
  return {
    ...common,
    id: 'google',
    name: 'Google',
    type: 'oidc',
    issuer,
    clientId,
    clientSecret,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    profile: (profile) => ({ id: subjectOf(profile['sub']) }),
  };
}

function facebookProvider({
  dialogUrl,
  graphUrl,
  clientId,
  clientSecret,
}: Configured<'facebook'>): OAuthConfig<Profile> {
  return {
    ...common,
    id: 'facebook',
    name: 'Facebook',
    type: 'oauth',
    clientId,
    clientSecret,
    checks: ['pkce', 'state'],
    authorization: { url: `${dialogUrl}/dialog/oauth`, params: { scope: 'email public_profile' } },
    token: `${graphUrl}/oauth/access_token`,
    userinfo: {
      url: `${graphUrl}/me?fields=id,name,email`,
      request: ({ tokens }: { tokens: { access_token?: string } }) =>
        getJson<Profile>(`${graphUrl}/me?fields=id,name,email`, tokens.access_token),
    },
    profile: (profile) => ({ id: subjectOf(profile['id']) }),
  };
}

function githubProvider({ webUrl, apiUrl, clientId, clientSecret }: Configured<'github'>): OAuthConfig<Profile> {
  return {
    ...common,
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    issuer: `${webUrl}/login/oauth`,
    clientId,
    clientSecret,
    checks: ['pkce', 'state'],
    authorization: { url: `${webUrl}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${webUrl}/login/oauth/access_token`,
    userinfo: {
      url: `${apiUrl}/user`,
      async request({ tokens }: { tokens: { access_token?: string } }) {
        const profile = await getJson<Profile>(`${apiUrl}/user`, tokens.access_token);
        const addresses = await getJson<{ email: string; primary: boolean; verified: boolean }[]>(
          `${apiUrl}/user/emails`,
          tokens.access_token,
        );
        // The profile's email may be unconfirmed or made up. Any confirmed one will do, since emails never link
        // accounts here.
        return { ...profile, email: chooseConfirmedAddress(addresses, settings()) };
      },
    },
    profile: (profile) => ({ id: subjectOf(profile['id']) }),
  };
}

/** Returns what the provider said, in our terms. The email is null unless the provider vouches for it. */
export function parseIdentity(
  provider: Provider,
  subject: string,
  profile: Profile,
): ProviderIdentity & { authenticatedAt: Date | null } {
  const email = nonEmptyStringOrNull(profile['email']);
  // Google says so itself; Facebook and the request above return confirmed emails only.
  const isVerified = provider === 'google' ? profile['email_verified'] === true : true;
  const authTime = profile['auth_time'];
  return {
    provider,
    subject,
    verifiedEmail: isVerified ? email : null,
    name: nonEmptyStringOrNull(profile['name']) ?? nonEmptyStringOrNull(profile['login']),
    hostedDomain: provider === 'google' ? nonEmptyStringOrNull(profile['hd']) : null,
    authenticatedAt: typeof authTime === 'number' ? new Date(authTime * 1000) : null,
  };
}

async function getJson<T>(url: string, accessToken: string | undefined): Promise<T> {
  const response = await providerFetch(url, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json', 'user-agent': settings().appName },
  });
  if (!response.ok) throw new Error(`The provider answered ${response.status}`);
  return (await response.json()) as T;
}

/** A missing subject must not become a made-up one: next-auth would invent a new user at each visit. */
function subjectOf(value: unknown): string {
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
    throw new Error('The provider named no subject');
  const subject = String(value);
  // Two that differ only in what a database can't store would be one user to it.
  if (!isStorable(subject)) throw new Error('The provider named a subject that is no text');
  return subject;
}

function nonEmptyStringOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && isStorable(value) ? value : null;
}

/** JSON can hold what neither UTF-8 nor PostgreSQL can: lone surrogates, and NUL. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
