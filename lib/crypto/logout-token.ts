import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto';
import type { PrivateSigningKey } from './signing-key.ts';
import { generateId } from './token.ts';

/** How long an app may take to look at it. */
const LIFE_SECONDS = 120;

type Ended = { issuer: string; appId: string; userId: string; sid: string; now: Date };

/** Returns the signed token by which an app is told that a session has ended (OpenID Connect Back-Channel Logout §2.4). */
export function logoutToken(key: PrivateSigningKey, { issuer, appId, userId, sid, now }: Ended): string {
  const iat = Math.floor(now.getTime() / 1000);
  const head = { alg: key.alg, typ: 'logout+jwt', kid: key.kid };
  const claims = {
    iss: issuer,
    aud: appId,
    sub: userId,
    iat,
    exp: iat + LIFE_SECONDS,
    jti: generateId(),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    ...(sid && { sid }),
  };
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const signed = `${part(head)}.${part(claims)}`;
  const privateKey = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}
