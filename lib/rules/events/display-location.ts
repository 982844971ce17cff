/** Replaces browser and IP address where an administrator acted: the user isn't shown an administrator's location. */
export const administrator = { browser: 'An administrator', ipAddress: 'unknown' } as const;

type Done = { kind: string; actor: string | null; browser: string; ipAddress: string };

/**
 * Returns where an event happened, as its user may see it. A reset happens at a sign-in: they have to learn from where.
 */
export function displayLocation({ kind, actor, browser, ipAddress }: Done): { browser: string; ipAddress: string } {
  return actor && kind !== 'second-factor-reset' ? administrator : { browser, ipAddress };
}
