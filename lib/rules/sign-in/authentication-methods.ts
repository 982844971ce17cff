/** The ways to authenticate. */
export const providers = ['google', 'facebook', 'github'] as const;
export type Provider = (typeof providers)[number];
/** A passkey with user verification is both factors at once (decision 022): no challenge follows it. */
export type FirstFactor = 'password' | Provider | 'passkey';
/** `security-key`: one that proved a touch and nothing about its user. */
export type SecondFactor = 'totp' | 'recovery-code' | 'bypass-code' | 'passkey' | 'security-key';
export type Method = FirstFactor | SecondFactor;

/** How a provider writes its own name. */
export const providerNames: Readonly<Record<Provider, string>> = {
  google: 'Google',
  facebook: 'Facebook',
  github: 'GitHub',
};

/** Returns whether `value` names a provider that we know. */
export function isProvider(value: unknown): value is Provider {
  return providers.some((provider) => provider === value);
}

const enough: readonly Method[] = ['totp', 'recovery-code', 'bypass-code', 'passkey', 'security-key'];

/**
 * Returns whether a second factor is among the methods that a session passed. A passkey alone is two: something that the
 * user has, and the fingerprint, face or PIN that it asked for (NIST SP 800-63B-4 §3.1.7).
 */
export function passedSecondFactor(methods: readonly Method[]): boolean {
  return methods.some((method) => enough.includes(method));
}
