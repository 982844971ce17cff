/**
 * Returns the cookies of a Cookie header, as `name=value`. Only what RFC 6265 §4.2.1 puts between two of them goes:
 * `\s` would also take off a no-break space, and so would make a neighbour host's cookie of that name, which browsers
 * let it set for its whole domain, one of ours with `__Host-` (attack G-64).
 */
export function cookiesIn(header: string): string[] {
  return header.split(/;[ \t]*/);
}
