import { isProvider, type Method, passedSecondFactor } from '../sign-in/authentication-methods.ts';

/** Two factors, as the REFEDS MFA profile names them. */
export const twoFactorContext = 'https://refeds.org/profile/mfa';
/** One factor. */
export const oneFactorContext = '1';
/** The values of `acr` that an app may ask for. */
export const authenticationContexts = [twoFactorContext, oneFactorContext] as const;

/** Returns what a session is worth, as `acr` tells an app (OpenID Connect Core §2). */
export function contextOf(methods: readonly Method[]): (typeof authenticationContexts)[number] {
  return passedSecondFactor(methods) ? twoFactorContext : oneFactorContext;
}

const referenceOf: Readonly<Partial<Record<Method, readonly string[]>>> = {
  password: ['pwd'],
  totp: ['otp'],
  'recovery-code': ['otp'],
  'bypass-code': ['otp'],
  passkey: ['pop', 'user'],
  'security-key': ['pop'],
};

/** Returns how a session was authenticated, in the words of RFC 8176; `fed`, for a provider, is our own. */
export function methodReferences(methods: readonly Method[]): string[] {
  const each = methods.flatMap((method) => (isProvider(method) ? ['fed'] : (referenceOf[method] ?? [])));
  return [...new Set([...each, ...(passedSecondFactor(methods) ? ['mfa'] : [])])];
}

/**
 * Returns whether two factors are wanted: by the app's own row, or by the request's `acr_values`, of which the highest
 * that we know counts. Values we don't know demand nothing (OpenID Connect Core §3.1.2.1: they are voluntary).
 */
export function wantsTwoFactors(demands: 'session' | 'second-factor', acrValues: string | undefined): boolean {
  return demands === 'second-factor' || (acrValues ?? '').split(' ').includes(twoFactorContext);
}

type Request = { prompt?: string | undefined; max_age?: string | number | undefined };
/** The time that a browser and a form may take between the sign-in and the answer. */
const LEEWAY_SECONDS = 5;

/**
 * Returns whether the sign-in is too old for this request (OpenID Connect Core §3.1.2.1): `prompt=login` wants one that
 * came after the request, `max_age` one of the last so many seconds. `askedAt` is null while the request has not led to
 * a page of ours. All times in seconds.
 */
export function isProofStale(
  { prompt = '', max_age: maxAge }: Request,
  times: { signedInAt: number; askedAt: number | null; now: number },
): boolean {
  const { signedInAt, askedAt, now } = times;
  if (askedAt !== null && prompt.split(' ').includes('login') && signedInAt < askedAt) return true;
  return maxAge !== undefined && now - signedInAt > Number(maxAge) + (askedAt === null ? 0 : LEEWAY_SECONDS);
}

/** When someone proved who they are, in seconds; 0 where only a provider vouched: it may not have asked. */
export function proofTime({ methods, signedInAt }: { methods: readonly Method[]; signedInAt: Date }): number {
  return methods.some((method) => !isProvider(method)) ? Math.floor(signedInAt.getTime() / 1000) : 0;
}
