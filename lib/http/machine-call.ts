/** What apps ask without a browser, or by the script of another origin: it carries no cookie of ours that counts. */
const MACHINES =
  /^\/oidc\/(token|userinfo|introspection|revocation|par|jwks)$|^\/\.well-known\/(openid-configuration|oauth-authorization-server)$/;

/**
 * Returns whether a path is for machines. They send no Origin, or their own; they bring secrets and tokens in place of a
 * session, and no answer reads our cookies.
 */
export function isMachineCall(pathname: string): boolean {
  return MACHINES.test(pathname);
}
