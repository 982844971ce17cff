type Providers = {
  google?: { issuer: string } | undefined;
  facebook?: { dialogUrl: string } | undefined;
  github?: { webUrl: string } | undefined;
};

/**
 * The policy of an organisation's own files: nothing in them runs or loads, also where someone opens an SVG by its
 * address, which makes it a document.
 */
export const brandPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * Returns the policy of every page. Scripts and styles need the nonce of this response. `form-action` names the
 * configured providers as well: without JavaScript, Chromium applies it to the redirect that follows a form.
 */
export function contentSecurityPolicy(
  nonce: string,
  { providers, isHttps, isDevelopment = false }: { providers: Providers; isHttps: boolean; isDevelopment?: boolean },
): string {
  const { google, facebook, github } = providers;
  const ways = [google?.issuer, facebook?.dialogUrl, github?.webUrl].flatMap((address) =>
    address ? [new URL(address).origin] : [],
  );
  return [
    "default-src 'self'",
    // React's development build evaluates code to rebuild stacks and writes styles; the production build never.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ['form-action', "'self'", ...ways].join(' '),
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
