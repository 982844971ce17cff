/** The addresses that apps ask for, by the names that their settings use. */
export function appEndpoints(origin: string) {
  return {
    issuer: origin,
    discovery: `${origin}/.well-known/openid-configuration`,
    authorization: `${origin}/oidc/authorize`,
    token: `${origin}/oidc/token`,
    userinfo: `${origin}/oidc/userinfo`,
    jwks: `${origin}/oidc/jwks`,
    introspection: `${origin}/oidc/introspection`,
    revocation: `${origin}/oidc/revocation`,
    endSession: `${origin}/oidc/logout`,
  };
}

/** The scopes that an app may ask for. */
export const appScopes = 'openid profile email groups';
