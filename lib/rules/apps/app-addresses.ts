import { type Failure, type Result, refuse, succeed } from '../../result.ts';
import { parseName } from '../account/display-name.ts';
import type { ClientKind } from './client-kind.ts';
import { parseAddressList } from './redirect-uri.ts';

/** How an app shows itself on Home, where it hears of the end of a session, and what ends what it was given. */
export type AppAddresses = {
  description: string | null;
  launchUrl: string | null;
  onHome: 'shown' | 'hidden';
  postLogoutUris: string[];
  backchannelUri: string | null;
  endsWith: 'session' | 'app';
};

/** Parses what an administrator types of them. Empty texts stand for none; what is left out has its safe default. */
export function parseAppAddresses(
  kind: ClientKind,
  typed: { readonly [Key in keyof AppAddresses]?: Readonly<AppAddresses[Key]> | undefined },
): Result<AppAddresses> {
  const description = typed.description?.trim() ? parseName(typed.description) : succeed(null);
  if (!description.ok) return refuse('app-description-shape');
  const launchUrl = typed.launchUrl ? parseLaunchUrl(typed.launchUrl) : succeed(null);
  if (!launchUrl.ok) return launchUrl;
  const backchannelUri = typed.backchannelUri ? parseBackchannelUri(typed.backchannelUri) : succeed(null);
  if (!backchannelUri.ok) return backchannelUri;
  const postLogoutUris = parseAddressList(kind, typed.postLogoutUris ?? []);
  if (!postLogoutUris.ok) return postLogoutUris;
  const isOpenId = postLogoutUris.value.length > 0 || backchannelUri.value !== null || typed.endsWith === 'app';
  if (kind === 'guarded' && isOpenId) return refuse('app-without-openid');
  return succeed({
    description: description.value,
    launchUrl: launchUrl.value,
    onHome: typed.onHome ?? 'shown',
    postLogoutUris: postLogoutUris.value,
    backchannelUri: backchannelUri.value,
    endsWith: typed.endsWith ?? 'session',
  });
}

type AddressField = 'description' | 'launchUrl' | 'postLogoutUris' | 'backchannelUri';

/** Returns which of what was typed is refused. */
export function addressField(
  { code }: Failure,
  typed: { launchUrl?: string | undefined; postLogoutUris?: readonly string[] | undefined },
): AddressField {
  if (code === 'app-without-openid') return typed.postLogoutUris?.length ? 'postLogoutUris' : 'backchannelUri';
  if (code === 'app-description-shape') return 'description';
  if (code.startsWith('redirect-')) return 'postLogoutUris';
  return typed.launchUrl && !parseLaunchUrl(typed.launchUrl).ok ? 'launchUrl' : 'backchannelUri';
}

/** Parses an address that Home opens: http or https, nothing that runs here (`javascript:`, `data:`), no user info. */
export function parseLaunchUrl(typed: string): Result<string, 'app-address-shape'> {
  const refused = refuse('app-address-shape', { address: typed.slice(0, 200) });
  if (typed.length > 500 || /[^\x21-\x7e]|\\/.test(typed) || !URL.canParse(typed)) return refused;
  const url = new URL(typed);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return refused;
  return succeed(typed);
}

/**
 * Parses the address at which an app is told that a session has ended. Private addresses are allowed: that is where
 * self-hosted apps live, and only administrators register one. Link-local ones never: the keys of cloud machines lie
 * there (attack G-31).
 */
export function parseBackchannelUri(typed: string): Result<string, 'app-address-shape'> {
  const url = parseLaunchUrl(typed);
  if (!url.ok) return url;
  const { hostname, hash } = new URL(typed);
  if (hash || isLinkLocal(hostname.replace(/^\[|\]$/g, ''))) return refuse('app-address-shape', { address: typed });
  return url;
}

/** Returns whether an IP address is link-local (RFC 3927, RFC 4291 §2.5.6), also as an IPv4 address inside an IPv6 one. */
export function isLinkLocal(address: string): boolean {
  return /^(::ffff:)?169\.254\.|^fe[89ab][0-9a-f]:|^::ffff:a9fe:/i.test(address);
}
