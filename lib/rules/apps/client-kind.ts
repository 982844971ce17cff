/**
 * How an app speaks OpenID Connect.
 *
 * confidential   runs on a server and keeps a secret
 * public         runs in the browser, keeps none
 * native         is installed on a device, keeps none (RFC 8252)
 */
export const openIdKinds = ['confidential', 'public', 'native'] as const;

/** guarded: speaks none. A proxy asks us before it lets a request through (forward-auth). */
export const clientKinds = [...openIdKinds, 'guarded'] as const;
export type ClientKind = (typeof clientKinds)[number];
