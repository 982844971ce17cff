import { type Failure, refuse } from '../../result.ts';

export type SignUpPolicy = {
  readonly signup: 'open' | 'invitation' | 'closed';
  /**
   * Where SIGNUP_DOMAINS is set: only emails at these domains may sign up without an invitation. Folded by
   * `foldDomain`.
   */
  readonly signupDomains: readonly string[];
};

/** Why a sign-up is refused. An invitation overrules all but `signup-closed`. */
export type SignUpRefusal = Failure<'signup-closed' | 'signup-by-invitation' | 'signup-domain'>;

/**
 * Returns why `email` (canonical) may not create an account without an invitation; null if it may. `hostedDomain` is
 * the organisation that manages a Google account (its `hd` claim): where there is one it has to be ours as well, since
 * an email alone may have outlived the job. Exact: `example.com` doesn't include sub.example.com.
 */
export function refuseSignUp(
  { signup, signupDomains }: SignUpPolicy,
  email: string,
  hostedDomain: string | null = null,
): SignUpRefusal | null {
  if (signup === 'closed') return refuse('signup-closed');
  if (signup === 'invitation') return refuse('signup-by-invitation');
  const isOurs = (domain: string) => signupDomains.includes(foldDomain(domain) ?? '');
  const isWelcome =
    signupDomains.length === 0 || (isOurs(domainOf(email)) && (hostedDomain === null || isOurs(hostedDomain)));
  return isWelcome ? null : refuse('signup-domain', { domains: nameDomains(signupDomains) });
}

/**
 * Returns the email for a new account, of those that a provider confirmed: the primary one before the others, one that
 * may sign up before one that may not. Null when none is confirmed.
 */
export function chooseConfirmedAddress(
  addresses: readonly { email: string; primary: boolean; verified: boolean }[],
  policy: SignUpPolicy,
): string | null {
  const confirmed = addresses.filter(({ verified }) => verified);
  const sorted = [...confirmed].sort((one, other) => Number(other.primary) - Number(one.primary));
  return (sorted.find(({ email }) => !refuseSignUp(policy, email)) ?? sorted[0])?.email ?? null;
}

/**
 * Returns a domain as mail servers know it: lower case, letters beyond ASCII as `xn--` (RFC 5891), no trailing dot.
 * Null when it is none.
 */
export function foldDomain(typed: string): string | null {
  const wanted = typed.trim().replace(/\.$/, '');
  // A value that holds more than a host is no domain, e.g. a port, a path or a user.
  if (wanted === '' || /[\s/\\?#@:[\]%*]/.test(wanted) || !URL.canParse(`https://${wanted}`)) return null;
  const { hostname } = new URL(`https://${wanted}`);
  return hostname.length <= 253 && /^([a-z0-9_-]{1,63}\.)+[a-z0-9-]*[a-z-][a-z0-9-]*$/.test(hostname) ? hostname : null;
}

/** Returns "example.com", "example.com or example.org". */
export function nameDomains(domains: readonly string[]): string {
  return domains.join(' or ');
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}
