/**
 * Returns the value of Strict-Transport-Security (RFC 6797), for two years: a browser that was here once never comes
 * back without TLS. Null where the app itself is served without. `subdomains` binds every host below ours as well,
 * which others may run: so only where an administrator says so.
 */
export function strictTransport({ isHttps, hsts }: { isHttps: boolean; hsts: 'host' | 'subdomains' }): string | null {
  if (!isHttps) return null;
  return hsts === 'subdomains' ? 'max-age=63072000; includeSubDomains' : 'max-age=63072000';
}
