/** The ways to authenticate. */
export const providers = ['google', 'facebook', 'github'] as const;
export type Provider = (typeof providers)[number];
export type FirstFactor = 'password' | Provider;
export type SecondFactor = 'totp' | 'recovery-code' | 'bypass-code';
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

/** Returns whether a second factor is among the methods that a session passed. */
export function passedSecondFactor(methods: readonly Method[]): boolean {
  return methods.some((method) => method === 'totp' || method === 'recovery-code' || method === 'bypass-code');
}
