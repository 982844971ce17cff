import { MINUTE_MS } from '#lib/config/limits.ts';
import { signInAges } from '#lib/rules/apps/sign-in-age.ts';
import type { Words } from '#lib/words/shape.ts';
import type { AgeChoice } from './app-fields.tsx';

/** Returns an age in whole minutes, as its field takes it. */
export function minutesOf(ms: number | null): string {
  return ms === null ? '' : String(ms / MINUTE_MS);
}

/** Returns the ages to choose from, and with them the one that an app has by command. */
export function ageChoices(words: Words['adminApps']['signIn'], stored: number | null = null): AgeChoice[] {
  const minutes = [...new Set([...signInAges, ...(stored === null ? [] : [stored / MINUTE_MS])])].sort((a, b) => a - b);
  return [
    { value: '', label: words.anyAge },
    ...minutes.map((one) => ({ value: String(one), label: words.upTo({ minutes: one }) })),
  ];
}
