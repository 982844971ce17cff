/** Who a message comes from. Kept apart, so that no character of the name can end up in the address. */
export type Sender = { readonly name: string; readonly address: string };

/**
 * Parses `Name <address>`, `"Name" <address>` or a bare address (RFC 5322, section 3.4, one mailbox). Returns undefined
 * where it is none, or more than one.
 */
export function readSender(text: string): Sender | undefined {
  const [, name = '', address = text] = /^("(?:[^"\\]|\\.)*"\s*|[^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  if (!/^[^\s@<>()[\]\\,;:"]+@[^\s@<>()\\,;"]+$/.test(address)) return undefined;
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/.exec(name.trim()) ?? [];
  return { name: quoted?.replace(/\\(.)/g, '$1') ?? name.trim(), address };
}

/** Returns the sender of an app that names none: its own name, at its host. */
export function senderOf(appName: string, hostname: string): Sender {
  // A bare IP address is no domain: mail servers want it as a literal (RFC 5321, section 4.1.3).
  const domain = hostname.startsWith('[')
    ? `[IPv6:${hostname.slice(1)}`
    : /^[\d.]+$/.test(hostname)
      ? `[${hostname}]`
      : hostname;
  return { name: appName, address: `no-reply@${domain}` };
}
