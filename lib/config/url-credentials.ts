/**
 * Whether the password of an address like `postgres://app:pa/ss@db/app` holds a character that ends it early, or a % that
 * begins nothing: read as it stands, the host would be another one. Written as %2F, %3F, %23 and %25 they are harmless.
 */
export function isPasswordUnescaped(address: string): boolean {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/i.exec(address) ?? [];
  // The address of a database has a path after its host: an @ without one stands in a parameter.
  const end = scheme.startsWith('smtp') ? '(/|$)' : '/';
  if (new RegExp(`^[^/?#@]*:[^@]*[/?#].*@[\\w.[\\]-]+(:\\d+)?${end}`).test(rest)) return true;
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  try {
    decodeURIComponent(username + password);
    return false;
  } catch {
    return true;
  }
}
