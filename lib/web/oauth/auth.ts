import 'server-only';
import NextAuth, { type Account, CredentialsSignin, type NextAuthConfig, type Profile, type User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { clock } from '../../clock.ts';
import { settings } from '../../config/env.ts';
import { limits } from '../../config/limits.ts';
import { completeProviderFlow } from '../../flows/providers/complete-provider-flow.ts';
import { findOrCreateProviderAccount } from '../../flows/providers/find-or-create-provider-account.ts';
import { proveForLink } from '../../flows/providers/prove-for-link.ts';
import { completeFirstFactor } from '../../flows/sign-in/complete-first-factor.ts';
import { signInWithPasskey } from '../../flows/sign-in/sign-in-with-passkey.ts';
import { signInWithPassword } from '../../flows/sign-in/sign-in-with-password.ts';
import { createSession } from '../../flows/sign-in/steps/create-session.ts';
import { verifySecondFactor } from '../../flows/sign-in/verify-second-factor.ts';
import { safePath } from '../../http/safe-redirect.ts';
import { metrics } from '../../observability/metrics.ts';
import { type Failure, refuse, succeed } from '../../result.ts';
import { canonicalEmail } from '../../rules/account/email-address.ts';
import { type FirstFactor, isProvider, type Method } from '../../rules/sign-in/authentication-methods.ts';
import { parseTypedCode, parseTypedRecoveryCode } from '../../rules/two-factor/typed-code.ts';
import { forgetBegunSignIn, keepBegunSignIn } from '../begun-sign-in.ts';
import { requestContext, withDeviceCookie } from '../context.ts';
import { cookieName, cookieOptions, deleteCookie, readCookie, writeCookie } from '../cookies.ts';
import { loginPath, withError } from '../page-error.ts';
import { requestLog } from '../request-log.ts';
import { currentUser, findCurrentUser, rotateSession } from '../session.ts';
import { openSessionToken, sealSessionToken } from '../session-token.ts';
import { checkIdToken } from './id-token.ts';
import { keepLinkProof } from './link-proof.ts';
import { noteComplaint } from './provider-calls.ts';
import { currentFlow, type ProvenLink, type ProviderFlow } from './provider-flow.ts';
import { authProviders, parseIdentity } from './providers.ts';

/** What our own providers pass from `authorize` to the callbacks, on the server only. */
type SigningIn = User & {
  passwordFingerprint?: string | null;
  returnTo?: string;
  methods?: Method[];
  sessionId?: string;
  /** As typed beside the password. */
  typedEmail?: string;
};

/** A refused factor. Carries the failure to the action; the log line holds its code only. */
export class Refused extends CredentialsSignin {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super();
    this.failure = failure;
    this.code = failure.code;
  }
}

export const { handlers, signIn } = NextAuth(authConfig);

/** Configures next-auth, reduced to what we trust it with: the OAuth protocol, its CSRF token, cookies in and out. */
function authConfig(): NextAuthConfig {
  const { authSecrets, sessionLifeMs } = settings();
  const auth = (name: string) => ({ name: cookieName(`auth.${name}`), options: cookieOptions() });
  return {
    secret: authSecrets,
    trustHost: true,
    session: { strategy: 'jwt', maxAge: sessionLifeMs / 1000 },
    pages: { signIn: '/login', error: '/login' },
    cookies: {
      sessionToken: { name: cookieName('session'), options: cookieOptions() },
      callbackUrl: auth('callback-url'),
      csrfToken: auth('csrf-token'),
      pkceCodeVerifier: auth('pkce'),
      state: auth('state'),
      nonce: auth('nonce'),
    },
    providers: [
      Credentials({
        id: 'password',
        name: 'Password',
        credentials: { email: {}, password: {}, returnTo: {} },
        authorize: checkPasswordCredentials,
      }),
      Credentials({
        id: 'second-factor',
        name: 'Second factor',
        credentials: { code: {}, oneTimePassword: {}, assertion: {} },
        authorize: checkSecondFactor,
      }),
      Credentials({
        id: 'passkey',
        name: 'Passkey',
        credentials: { assertion: {} },
        authorize: checkPasskey,
      }),
      ...authProviders(),
    ],
    jwt: {
      encode: async ({ token }) => sealSessionToken({ sub: String(token?.sub), sid: String(token?.['sid']) }),
      // The row is checked here and not in the jwt callback: next-auth decodes the cookie in places where it
      // never calls that callback, and a revoked session would come back to life.
      async decode({ token }) {
        const opened = openSessionToken(token);
        return opened && (await findCurrentUser(opened)) ? { ...opened } : null;
      },
    },
    callbacks: {
      signIn: ({ user, account, profile }) => gate(user, account, profile),
      async jwt({ token, user, account }) {
        // Without an account this is an existing session being read. Data of `session.update()` is ignored.
        if (!account) return token;
        const sid = await sessionIdOf(user, account);
        return sid ? { sub: String(user.id), sid } : null;
      },
      session: ({ session }) => ({ expires: session.expires, user: {} }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + safePath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url, { wayIn: true }),
    },
    logger: { error: (error) => void logAuthError(error), warn: () => {}, debug: () => {} },
  };
}

async function checkPasswordCredentials(credentials: Partial<Record<string, unknown>>): Promise<SigningIn> {
  const { email, password, returnTo } = credentials;
  const known = await signInWithPassword(await requestContext(), {
    email: stringOrEmpty(email),
    password: stringOrEmpty(password),
  });
  if (!known.ok) {
    metrics().signIn('password', known.code);
    throw new Refused(known);
  }
  const { userId, passwordFingerprint } = known.value;
  const typedEmail = canonicalEmail(stringOrEmpty(email)) ?? '';
  return { id: userId, passwordFingerprint, returnTo: safePath(returnTo), typedEmail };
}

async function checkSecondFactor(credentials: Partial<Record<string, unknown>>): Promise<SigningIn> {
  const submitted = parseSecondFactor(credentials);
  if (!submitted.ok) throw new Refused(submitted);
  const secret = await readCookie('challenge');
  const { context, keepDeviceCookie } = await withDeviceCookie();
  const passed = secret
    ? await verifySecondFactor(context, secret, submitted.value, await sessionBefore())
    : refuse('challenge-expired');
  metrics().secondFactor(submitted.value.method, passed.ok ? 'passed' : passed.code);
  if (!passed.ok) throw new Refused(passed);
  await keepDeviceCookie();
  await deleteCookie('challenge');
  await forgetBegunSignIn();
  await deleteCookie('recovery-notice');
  return { id: passed.value.userId, ...passed.value };
}

function parseSecondFactor({ code, oneTimePassword, assertion }: Partial<Record<string, unknown>>) {
  if (assertion !== undefined) return succeed({ method: 'passkey', assertion: stringOrEmpty(assertion) } as const);
  return oneTimePassword === undefined
    ? parseTypedCode(stringOrEmpty(code))
    : parseTypedRecoveryCode(stringOrEmpty(oneTimePassword));
}

/** The gate is passed in there, as both factors; the session exists already, as with a second factor. */
async function checkPasskey({ assertion }: Partial<Record<string, unknown>>): Promise<SigningIn> {
  const { context, keepDeviceCookie } = await withDeviceCookie();
  const passed = await signInWithPasskey(context, {
    assertion: stringOrEmpty(assertion),
    secret: await readCookie('passkey'),
    before: await sessionBefore(),
  });
  if (!passed.ok) {
    metrics().signIn('passkey', passed.code);
    throw new Refused(passed);
  }
  await keepDeviceCookie();
  await deleteCookie('passkey');
  return { id: passed.value.userId, ...passed.value };
}

/**
 * Every way in passes here before next-auth would make a session: true lets it, a path redirects the user without one.
 * Raw posts to /api/auth/callback/* pass it as well.
 */
async function gate(
  user: SigningIn,
  account: Account | null | undefined,
  profile: Profile | undefined,
): Promise<true | string> {
  if (account?.provider === 'second-factor' || account?.provider === 'passkey') return true;
  const context = await requestContext();
  let returnTo = user.returnTo ?? '/';
  if (isProvider(account?.provider)) {
    if (account.provider === 'google') await checkIdToken(account.id_token);
    const identity = parseIdentity(account.provider, account.providerAccountId, profile ?? {});
    const flow = currentFlow();
    // A raw POST to next-auth's endpoint: it bypassed lib/web/oauth/auth-route.ts and has no pending flow.
    if (!flow) return withError('/login', 'flow-lost', account.provider);
    if (flow.link) return endLinkProof(flow, flow.link, identity);
    if (flow.intent) return endProviderFlow(flow, flow.intent, identity);
    const found = await findOrCreateProviderAccount(context, identity);
    if (!found.ok) {
      metrics().signIn(account.provider, found.code);
      if (found.code === 'provider-no-email')
        (await requestLog()).warn(
          {
            event: 'provider-no-email',
            provider: account.provider,
            settings: [`AUTH_${account.provider.toUpperCase()}_ID`],
            advice: 'If it happens to everyone, allow the app at the provider to read email addresses.',
          },
          'a provider shared no confirmed address',
        );
      return withError(loginPath(flow.returnTo), found.code, account.provider);
    }
    user.id = found.value.userId;
    returnTo = flow.returnTo;
    await writeCookie('last-used', account.provider, limits.lastUsedLifeMs);
  } else if (account?.provider !== 'password') {
    return '/login';
  } else {
    await writeCookie('last-used', 'password', limits.lastUsedLifeMs);
  }
  const passed = {
    userId: String(user.id),
    firstFactor: account.provider as FirstFactor,
    passwordFingerprint: user.passwordFingerprint ?? null,
    returnTo,
  };
  const outcome = await completeFirstFactor(context, passed, await readCookie('reset'));
  if (outcome.next === 'session') return true;
  if (outcome.next === 'disabled' || outcome.next === 'locked-down') {
    const code = outcome.next === 'disabled' ? 'account-disabled' : 'account-locked-down';
    metrics().signIn(passed.firstFactor, code);
    return withError('/login', code, passed.firstFactor);
  }
  metrics().signIn(passed.firstFactor, 'challenge');
  await writeCookie('challenge', outcome.secret, limits.challengeLifeMs);
  await keepBegunSignIn({ email: user.typedEmail ?? '', returnTo });
  return '/login/two-factor';
}

/**
 * Returns the id of a new session; a second factor has created its session already, in the transaction that spent it.
 */
async function sessionIdOf(user: SigningIn, account: Account): Promise<string | null> {
  const methods = user.methods ?? [account.provider as FirstFactor];
  const sid =
    user.sessionId ?? (await createOneFactorSession(String(user.id), methods, user.passwordFingerprint ?? null));
  if (sid) metrics().signIn(methods[0] as FirstFactor, 'session');
  return sid;
}

/** Creates the session of a sign-in that needs no second factor. */
async function createOneFactorSession(
  userId: string,
  methods: Method[],
  passwordFingerprint: string | null,
): Promise<string | null> {
  const { context, keepDeviceCookie } = await withDeviceCookie();
  const sid = await createSession(context, { userId, methods, passwordFingerprint, before: await sessionBefore() });
  if (sid) await keepDeviceCookie();
  await deleteCookie('passkeys-checked');
  return sid;
}

/** Returns the id of this browser's session that a new one replaces. */
async function sessionBefore(): Promise<string | null> {
  return openSessionToken(await readCookie('session'))?.sid ?? null;
}

/** Completes a callback that isn't a sign-in; returns the path of the page where the flow started. */
async function endProviderFlow(
  flow: ProviderFlow,
  intent: string,
  identity: ReturnType<typeof parseIdentity>,
): Promise<string> {
  const session = await currentUser();
  const outcome = session && (await completeProviderFlow(await requestContext(), session, intent, identity));
  if (!outcome) return withError(session ? flow.returnTo : loginPath(flow.returnTo), 'flow-over', flow.provider);
  if (outcome.sessionId) await rotateSession(session.userId, outcome.sessionId);
  return outcome.failure ? withError(outcome.returnTo, outcome.failure.code, identity.provider) : outcome.returnTo;
}

/** Completes a callback that proves something for a mailed link; returns the path of the link's page. */
async function endLinkProof(
  flow: ProviderFlow,
  link: ProvenLink,
  identity: ReturnType<typeof parseIdentity>,
): Promise<string> {
  const proven = await proveForLink(await requestContext(), link, identity);
  if (!proven.ok) return withError(flow.returnTo, proven.code, identity.provider);
  await keepLinkProof(link, identity.provider);
  return flow.returnTo;
}

async function logAuthError(error: Error): Promise<void> {
  // A refused factor is an event of the account, not a fault; a dead cookie is neither.
  if (error instanceof Refused || error.name === 'JWTSessionError') return;
  if (noteComplaint(causeOf(error) ?? `${error.name}: ${error.message}`)) return;
  (await requestLog()).warn(
    { event: 'auth-error', name: error.name, at: clock().toISOString(), cause: causeOf(error) },
    'next-auth refused a request',
  );
}

function causeOf(error: Error): string | undefined {
  const cause = error.cause as { err?: Error } | undefined;
  return cause?.err ? `${cause.err.name}: ${cause.err.message}` : undefined;
}

function stringOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
