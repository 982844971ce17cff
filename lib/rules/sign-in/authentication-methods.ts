/** The ways to prove who one is. */
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

/** Whether `value` names a provider that we know. */
export function isProvider(value: unknown): value is Provider {
  return providers.some((provider) => provider === value);
}

/** Whether a second factor is among the methods that a session passed. */
export function passedSecondFactor(methods: readonly Method[]): boolean {
  return methods.some((method) => method === 'totp' || method === 'recovery-code' || method === 'bypass-code');
}
