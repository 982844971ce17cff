import Bowser from 'bowser';

/** Returns "Chrome on Windows" for a User-Agent header: shown to the user, never used for a decision. */
export function browserName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser';
  const parsed = Bowser.parse(userAgent.slice(0, 512));
  const browser = parsed.browser.name || 'Unknown browser';
  return parsed.os.name ? `${browser} on ${parsed.os.name}` : browser;
}
