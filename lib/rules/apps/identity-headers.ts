import type { Method } from '../sign-in/authentication-methods.ts';
import { contextOf } from './authentication-context.ts';

/** Who a request comes from, as the app behind the proxy is told. */
export type Identity = {
  id: string;
  name: string;
  email: string;
  emailVerifiedAt: Date | null;
  /** Short names, sorted. */
  groups: readonly string[];
  methods: readonly Method[];
};

/**
 * Returns the headers that tell an app who it is: all of them, always, so that a proxy that copies them overwrites what
 * a client wrote itself (attack G-24); empty for no one. An address that isn't confirmed is anyone's word and stays out.
 */
export function identityHeaders(identity: Identity | null, remoteUser: 'id' | 'email'): Record<string, string> {
  const email = identity?.emailVerifiedAt ? identity.email : '';
  const user = remoteUser === 'email' ? email : (identity?.id ?? '');
  const groups = identity?.groups.join(',') ?? '';
  return {
    'remote-user': headerText(user),
    'remote-name': headerText(identity?.name ?? ''),
    'remote-email': headerText(email),
    'remote-groups': groups,
    'remote-acr': identity ? contextOf(identity.methods) : '',
    // The same under the names of oauth2-proxy, which many apps know.
    'x-auth-request-user': headerText(user),
    'x-auth-request-email': headerText(email),
    'x-auth-request-groups': groups,
  };
}

/** As UTF-8, one character a byte: a header holds no others. Without control characters, which would end it. */
function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to go
  return Buffer.from(text.replace(/[\x00-\x1f\x7f]/g, ' '), 'utf8').toString('latin1');
}
