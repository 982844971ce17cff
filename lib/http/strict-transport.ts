/**
 * The value of Strict-Transport-Security (RFC 6797), for two years: no browser that was here once comes back without
 * TLS. Null where the app itself is reached without. `subdomains` binds every host below ours as well, which may be
 * somebody else's to run: so only where an administrator says so.
 */
export function strictTransport({ isHttps, hsts }: { isHttps: boolean; hsts: 'host' | 'subdomains' }): string | null {
  if (!isHttps) return null;
  return hsts === 'subdomains' ? 'max-age=63072000; includeSubDomains' : 'max-age=63072000';
}
