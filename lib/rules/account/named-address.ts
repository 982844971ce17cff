/**
 * Returns the parts of an address as mail programs write it, `Ada <ada@example.com>` or `"Lovelace, Ada" <…>`; another
 * text is all address.
 */
export function splitNamedAddress(typed: string): { name: string; address: string } {
  const [, name = '', address] = /^([^<>]*)<([^<>]+)>$/.exec(typed.trim()) ?? [];
  if (address === undefined) return { name: '', address: typed };
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address };
}
