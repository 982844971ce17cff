/** What a proxy is answered that asks in vain: for administrators. People see it only where a proxy shows it. */
export const forwardAuth = {
  misread:
    'The proxy didn’t say what was asked for. Every header that this address reads must arrive exactly once: see the admin guide.',
  unencrypted: 'The request reached the proxy without TLS.',
  encrypted: 'The request reached the proxy by https, but AUTH_URL is http. Both have to be the same.',
  unknown: 'No app is registered for this host.',
  token: 'The check came without the FORWARD_AUTH_TOKEN that is set.',
  closed: 'You can’t open this app. If you need it, ask an administrator.',
  out: 'Sign-in isn’t available at the moment.',
  kinds: ({ addresses }: { addresses: string }) => `Each kind of proxy has its own address: ${addresses}`,
};
