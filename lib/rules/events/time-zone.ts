const known = new Set(Intl.supportedValuesOf('timeZone'));

/** Longer than every name in the IANA database. */
const MAX_LENGTH = 64;

/**
 * Returns the time zone that a browser claims to be in, by its canonical IANA name; null for anything else. An answer may
 * repeat only what comes back from here.
 */
export function parseTimeZone(claimed: string | null): string | null {
  if (claimed === null || claimed.length > MAX_LENGTH) return null;
  return known.has(claimed) ? claimed : canonicalName(claimed);
}

/** Browsers don't agree on names: Asia/Kolkata was Asia/Calcutta. */
function canonicalName(claimed: string): string | null {
  try {
    return new Intl.DateTimeFormat(undefined, { timeZone: claimed }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
