/** Stands for browser and IP address where an administrator acted: the user isn't shown an administrator's location. */
export const administrator = { browser: 'An administrator', ipAddress: 'unknown' } as const;

type Done = { kind: string; actor: string | null; browser: string; ipAddress: string };

/** Where an event happened, as its person may know it. A reset happens at somebody's sign-in: they have to learn whose. */
export function displayLocation({ kind, actor, browser, ipAddress }: Done): { browser: string; ipAddress: string } {
  return actor && kind !== 'second-factor-reset' ? administrator : { browser, ipAddress };
}
