/** One thing that was looked at: fine, odd, or wrong, and what to do about it. */
export type Finding = { what: string; state: 'ok' | 'warning' | 'fault'; says: string; fix?: string };

/** Returns a finding without a problem. */
export function ok(what: string, says: string): Finding {
  return { what, state: 'ok', says };
}
