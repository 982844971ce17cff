/** Answers to a proxy whose check is refused, written for administrators. People see them only where a proxy shows them. */
export const forwardAuth = {
  misread:
    'The proxy didn’t say what was requested. Every header that this address reads must arrive exactly once: see the admin guide.',
  unencrypted: 'The request reached the proxy without TLS.',
  encrypted: 'The request reached the proxy by https, but AUTH_URL is http. Both have to be the same.',
  unknown: 'No app is registered for this host. Add it to its app’s hosts.',
  token: 'The check didn’t bring this server’s FORWARD_AUTH_TOKEN. Have the proxy send it as X-Forward-Auth-Token.',
  closed: 'You can’t open this app. If you need it, ask an administrator.',
  out: 'Sign-in isn’t available right now. Try again in a minute.',
  kinds: ({ addresses }: { addresses: string }) => `Each kind of proxy has its own address: ${addresses}`,
};
