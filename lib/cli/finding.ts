/** One thing that was checked: fine, odd, or wrong, and how to fix it. */
export type Finding = { what: string; state: 'ok' | 'warning' | 'fault'; says: string; fix?: string };

/** Returns a finding without a problem. */
export function ok(what: string, says: string): Finding {
  return { what, state: 'ok', says };
}
