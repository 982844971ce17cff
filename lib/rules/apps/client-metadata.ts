import type { ClientKind } from './client-kind.ts';

type ClientRow = {
  id: string;
  name: string;
  kind: ClientKind;
  secretHash: string | null;
  redirectUris: readonly string[];
  postLogoutUris: readonly string[];
  backchannelUri: string | null;
};

/**
 * Returns an app as the library reads it (OpenID Connect Dynamic Client Registration §2). In the place of the secret
 * stands its hash: the secret itself is stored nowhere.
 */
export function clientMetadata({
  id,
  name,
  kind,
  secretHash,
  redirectUris,
  postLogoutUris,
  backchannelUri,
}: ClientRow) {
  return {
    client_id: id,
    client_name: name,
    application_type: kind === 'native' ? ('native' as const) : ('web' as const),
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    post_logout_redirect_uris: [...postLogoutUris],
    ...(backchannelUri && { backchannel_logout_uri: backchannelUri, backchannel_logout_session_required: true }),
    id_token_signed_response_alg: 'RS256' as const,
    ...(kind === 'confidential'
      ? { token_endpoint_auth_method: 'client_secret_basic' as const, client_secret: secretHash ?? '' }
      : { token_endpoint_auth_method: 'none' as const }),
  };
}
