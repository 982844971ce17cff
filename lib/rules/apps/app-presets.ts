import type { ClientKind } from './client-kind.ts';

/** What ready-made settings are filled with. The secret is there once, right after it was made. */
type Values = { origin: string; id: string; secret: string; address: string };

/** How one product is set up as an app. */
export type Preset = {
  /** As its makers write it. */
  name: string;
  /** The id that is proposed. */
  id: string;
  kind: ClientKind;
  /** Where people are sent back to, below the address of the app. */
  redirectPath: string;
  pkce: 'required' | 'optional';
  /** Whether someone has signed in to that product with these settings. */
  isTested: boolean;
  /** Its settings, as they are pasted. */
  settings: (values: Values) => string;
};

const scopes = 'openid profile email groups';

/**
 * The products that have ready-made settings, from their makers' documentation as of November 2026. None was run in our
 * tests, so none is marked as tested: what is tested is the protocol, with independent clients.
 */
export const presets = {
  grafana: {
    name: 'Grafana',
    id: 'grafana',
    kind: 'confidential',
    redirectPath: '/login/generic_oauth',
    pkce: 'required',
    isTested: false,
    settings: ({ origin, id, secret, address }) =>
      lines(
        `GF_SERVER_ROOT_URL=${address}`,
        'GF_AUTH_GENERIC_OAUTH_ENABLED=true',
        'GF_AUTH_GENERIC_OAUTH_USE_PKCE=true',
        `GF_AUTH_GENERIC_OAUTH_CLIENT_ID=${id}`,
        `GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET=${secret}`,
        `GF_AUTH_GENERIC_OAUTH_SCOPES=${scopes}`,
        `GF_AUTH_GENERIC_OAUTH_AUTH_URL=${origin}/oidc/authorize`,
        `GF_AUTH_GENERIC_OAUTH_TOKEN_URL=${origin}/oidc/token`,
        `GF_AUTH_GENERIC_OAUTH_API_URL=${origin}/oidc/userinfo`,
        'GF_AUTH_GENERIC_OAUTH_LOGIN_ATTRIBUTE_PATH=email',
        'GF_AUTH_GENERIC_OAUTH_GROUPS_ATTRIBUTE_PATH=groups',
      ),
  },
  forgejo: {
    name: 'Forgejo, Gitea',
    id: 'forgejo',
    kind: 'confidential',
    redirectPath: '/user/oauth2/connect/callback',
    // Neither sends a challenge when it is the client (go-gitea/gitea#21376).
    pkce: 'optional',
    isTested: false,
    settings: ({ origin, id, secret }) =>
      lines(
        'forgejo admin auth add-oauth --provider openidConnect --name connect \\',
        `  --key ${id} --secret ${secret} \\`,
        `  --auto-discover-url ${origin}/.well-known/openid-configuration \\`,
        '  --scopes profile --scopes email --scopes groups --group-claim-name groups',
      ),
  },
  nextcloud: {
    name: 'Nextcloud',
    id: 'nextcloud',
    kind: 'confidential',
    redirectPath: '/apps/user_oidc/code',
    pkce: 'required',
    isTested: false,
    settings: ({ origin, id, secret }) =>
      lines(
        'occ app:install user_oidc',
        'occ config:app:set user_oidc use_pkce --value=1',
        'occ user_oidc:provider connect \\',
        `  --clientid=${id} --clientsecret=${secret} \\`,
        `  --discoveryuri=${origin}/.well-known/openid-configuration \\`,
        `  --scope="${scopes}"`,
      ),
  },
  'oauth2-proxy': {
    name: 'oauth2-proxy',
    id: 'oauth2-proxy',
    kind: 'confidential',
    redirectPath: '/oauth2/callback',
    pkce: 'required',
    isTested: false,
    settings: ({ origin, id, secret, address }) =>
      lines(
        'provider = "oidc"',
        `oidc_issuer_url = "${origin}"`,
        `client_id = "${id}"`,
        `client_secret = "${secret}"`,
        `redirect_url = "${address}/oauth2/callback"`,
        `scope = "${scopes}"`,
        'code_challenge_method = "S256"',
        'email_domains = ["*"]',
      ),
  },
  portainer: {
    name: 'Portainer',
    id: 'portainer',
    kind: 'confidential',
    redirectPath: '',
    pkce: 'optional',
    isTested: false,
    settings: ({ origin, id, secret, address }) =>
      lines(
        `Client ID: ${id}`,
        `Client secret: ${secret}`,
        `Authorization URL: ${origin}/oidc/authorize`,
        `Access token URL: ${origin}/oidc/token`,
        `Resource URL: ${origin}/oidc/userinfo`,
        `Redirect URL: ${address}`,
        'User identifier: sub',
        'Scopes: openid profile email',
      ),
  },
  vaultwarden: {
    name: 'Vaultwarden',
    id: 'vaultwarden',
    kind: 'confidential',
    redirectPath: '/identity/connect/oidc-signin',
    pkce: 'required',
    isTested: false,
    // A new sign-in must never be joined to an account by its email address alone.
    settings: ({ origin, id, secret, address }) =>
      lines(
        `DOMAIN=${address}`,
        'SSO_ENABLED=true',
        `SSO_AUTHORITY=${origin}`,
        `SSO_CLIENT_ID=${id}`,
        `SSO_CLIENT_SECRET=${secret}`,
        'SSO_PKCE=true',
        'SSO_SIGNUPS_MATCH_EMAIL=false',
      ),
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

/** Returns the preset that a URL or a row names; null for none. */
export function findPreset(name: unknown): (Preset & { key: PresetName }) | null {
  const key = presetNames.find((one) => one === name);
  return key ? { ...presets[key], key } : null;
}

/** Returns the ready-made settings of an app; where people are sent back to says where it answers. */
export function presetSettings(preset: Preset, values: Omit<Values, 'address'> & { redirectUri: string }): string {
  const { redirectUri, ...rest } = values;
  const address = redirectUri.endsWith(preset.redirectPath)
    ? redirectUri.slice(0, redirectUri.length - preset.redirectPath.length)
    : new URL(redirectUri).origin;
  return preset.settings({ ...rest, address });
}

function lines(...all: string[]): string {
  return all.join('\n');
}
