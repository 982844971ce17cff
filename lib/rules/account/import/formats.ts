/** The systems whose exports are read as they are. */
export const importFormats = ['keycloak', 'auth0', 'authentik'] as const;
export type ImportFormat = (typeof importFormats)[number];
