import { type Provider, providerNames } from '#lib/rules/sign-in/authentication-methods.ts';
import type { Formats } from '#lib/words/format.ts';
import type { Words } from '#lib/words/shape.ts';

type User = { hasPassword: boolean; providers: readonly Provider[]; passkeys: number };

/** Returns what someone signs in with, as a list. */
export function sayWaysIn(
  { hasPassword, providers, passkeys }: User,
  words: Words['people'],
  formats: Formats,
): string {
  const names = [
    ...(hasPassword ? [words.password] : []),
    ...providers.map((provider) => providerNames[provider]),
    ...(passkeys > 0 ? [words.passkeys({ count: passkeys })] : []),
  ];
  return names.length === 0 ? words.noWayIn : formats.list(names);
}
