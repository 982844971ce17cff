/** What apps ask without a browser, or by the script of another origin: it carries no cookie of ours that counts. */
const MACHINES =
  /^\/oidc\/(token|userinfo|introspection|revocation|par|jwks)$|^\/\.well-known\/(openid-configuration|oauth-authorization-server)$/;

/** What an app may also send by a form in the browser. It is only turned into a GET (lib/web/openid/sign-out-request.ts). */
const FORMS_OF_APPS = /^\/oidc\/(authorize|logout)$/;

/**
 * Returns whether a request is one of machines. They send no Origin, or their own; they bring secrets and tokens in place
 * of a session, and no answer reads our cookies.
 */
export function isMachineCall(pathname: string, method: string): boolean {
  return MACHINES.test(pathname) || (method === 'POST' && FORMS_OF_APPS.test(pathname));
}
