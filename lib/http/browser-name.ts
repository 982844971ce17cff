import Bowser from 'bowser';

/** Browsers of one organisation are few, and reading a header takes as long as reading a session. */
const MOST_KNOWN = 500;
const known = new Map<string, string>();

/** Returns "Chrome on Windows" for a User-Agent header: shown to the user, never used for a decision. */
export function browserName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser';
  const text = userAgent.slice(0, 512);
  const before = known.get(text);
  if (before) return before;
  const name = parse(text);
  // A client that makes one up for every request must not fill the memory.
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, name);
  return name;
}

function parse(userAgent: string): string {
  const parsed = Bowser.parse(userAgent);
  const browser = parsed.browser.name || 'Unknown browser';
  return parsed.os.name ? `${browser} on ${parsed.os.name}` : browser;
}
