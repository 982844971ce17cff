import Bowser from 'bowser';

/** "Chrome on Windows" for a User-Agent header: for the person's eyes, never for a decision. */
export function browserName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser';
  const parsed = Bowser.parse(userAgent.slice(0, 512));
  const browser = parsed.browser.name || 'Unknown browser';
  return parsed.os.name ? `${browser} on ${parsed.os.name}` : browser;
}
