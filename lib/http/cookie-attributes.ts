/**
 * Returns the name a cookie carries: `__Host-` on https, which binds it to this host and to TLS (ASVS 3.3.3). Plain on
 * http://localhost, where browsers would drop the prefix.
 */
export function prefixed(name: string, { isHttps }: { isHttps: boolean }): string {
  return isHttps ? `__Host-${name}` : name;
}

/** The attributes of all our cookies. Lax, not Strict: the callback from a provider is cross-site. */
export function cookieAttributes({ isHttps }: { isHttps: boolean }) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps } as const;
}

/**
 * Set with every page until it comes back, and ends with the browser session. A form without any cookie then comes from
 * a browser that keeps none (`navigator.cookieEnabled` says true there). Says and opens nothing.
 */
export const probeCookie = 'cookies-kept';

/** Returns the value of its Set-Cookie header. */
export function probeLine(config: { isHttps: boolean }): string {
  return `${prefixed(probeCookie, config)}=1; Path=/; HttpOnly; SameSite=Lax${config.isHttps ? '; Secure' : ''}`;
}
