/**
 * confidential   runs on a server and keeps a secret
 * public         runs in the browser, keeps none
 * native         is installed on a device, keeps none (RFC 8252)
 */
export const clientKinds = ['confidential', 'public', 'native'] as const;
export type ClientKind = (typeof clientKinds)[number];
