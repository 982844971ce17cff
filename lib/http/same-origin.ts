/**
 * Returns whether a state-changing request comes from our own pages. Origin is compared with the configured one: Next
 * compares it with the Host header, which a proxy may pass on from an attacker (attack F-04). Without an Origin,
 * Sec-Fetch-Site decides; without both, the answer is no (F-01, F-02).
 */
export function comesFromUs(ours: string, sent: { origin: string | null; fetchSite: string | null }): boolean {
  return sent.origin === null ? sent.fetchSite === 'same-origin' : sent.origin === ours;
}
