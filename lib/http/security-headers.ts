/** Headers of every response, also of Next's own; the content security policy needs a nonce (request-filter.ts). */
export const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Not no-referrer: a form sent without JavaScript would then carry `Origin: null` and be refused.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': [
    ...['camera=()', 'microphone=()', 'geolocation=()', 'payment=()', 'usb=()'],
    // Passkeys are for our own pages alone.
    ...['publickey-credentials-get=(self)', 'publickey-credentials-create=(self)'],
  ].join(', '),
} as const;
