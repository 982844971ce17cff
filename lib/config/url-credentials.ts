/**
 * Returns whether the password of a URL like `postgres://app:pa/ss@db/app` holds a character that ends it early, or a %
 * that begins nothing: the host would be another one. Encoded as %2F, %3F, %23 and %25 they are harmless.
 */
export function isPasswordUnescaped(address: string): boolean {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/i.exec(address) ?? [];
  // A database URL has a path after its host: an @ without one is in a parameter.
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
