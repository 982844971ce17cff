/**
 * Returns whether a request target (RFC 9112 §3.2) can be looked up: every `%` in its path begins a byte of well-formed
 * UTF-8 (RFC 3986 §2.1, RFC 3629), and none of them is NUL, which no text in PostgreSQL can hold. The query is read
 * part by part, with `�` for what can't be decoded.
 */
export function isReadableTarget(target: string): boolean {
  const [path = ''] = target.split(/[?#]/, 1);
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}
