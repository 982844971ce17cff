import type { Provider } from '../sign-in/authentication-methods.ts';

/** One call of ours to a provider, as far as an administrator has to know it: no token, no email of a user. */
export type ProviderCall = {
  step: 'discovery' | 'keys' | 'token' | 'profile';
  /** Null where no response came. */
  status: number | null;
  isJson: boolean;
  /** The provider's own word, e.g. `invalid_client`. Facebook's are numbers. */
  error: string | null;
  /** Why no response came, e.g. ECONNREFUSED. */
  failure: string | null;
};

/** All that is known of a failed sign-in with a provider. */
export type ProviderTrace = {
  /** What the provider wrote into the callback URL (RFC 6749 §4.1.2.1). */
  returned: string | null;
  /** The last call. */
  call: ProviderCall | null;
  /** What the check of a response or of an ID token complained about. */
  complaint: string | null;
};

export type ProviderFault = {
  /** Who can fix it: the administrator here, the provider, or the user by starting again. */
  cause: 'settings' | 'provider' | 'person';
  reason: string;
  /** Names of the settings to look at. */
  settings: string[];
  advice: string;
};

type Kind = 'credentials' | 'return-address' | 'suspended' | 'permission' | 'code' | 'organisation' | 'down' | 'limit';

/** What the providers call it: RFC 6749 §4.1.2.1 and §5.2, GitHub's and Google's own words, Facebook's numbers. */
const words: Readonly<Record<string, Kind>> = {
  invalid_client: 'credentials',
  unauthorized_client: 'credentials',
  incorrect_client_credentials: 'credentials',
  deleted_client: 'credentials',
  'facebook 1': 'credentials',
  'facebook 101': 'credentials',
  redirect_uri_mismatch: 'return-address',
  invalid_redirect_uri: 'return-address',
  'facebook 191': 'return-address',
  application_suspended: 'suspended',
  disabled_client: 'suspended',
  app_not_active: 'suspended',
  'facebook 190': 'code',
  'facebook 100': 'code',
  invalid_scope: 'permission',
  insufficient_scope: 'permission',
  'facebook 10': 'permission',
  'facebook 200': 'permission',
  invalid_grant: 'code',
  bad_verification_code: 'code',
  org_internal: 'organisation',
  admin_policy_enforced: 'organisation',
  server_error: 'down',
  temporarily_unavailable: 'down',
  'facebook 2': 'down',
  slow_down: 'limit',
  'facebook 4': 'limit',
};

/**
 * Says what went wrong with a provider, in words for the administrator, with the setting to look at. `origin`:
 * AUTH_URL.
 */
export function describeProviderFault(provider: Provider, trace: ProviderTrace, origin: string): ProviderFault {
  const { returned, call, complaint } = trace;
  const name = provider.toUpperCase();
  const of = (kind: Kind, reason: string) => faultOf(kind, reason, provider, origin);
  if (returned) return of(words[returned] ?? 'down', `the provider sent the person back with “${returned}”`);
  if (call?.failure)
    return { ...of('down', `${call.step}: it does not answer (${call.failure})`), settings: addresses(provider) };
  if (call?.error && words[call.error])
    return of(words[call.error] as Kind, `${call.step}: it answered “${call.error}”`);
  if (call?.status === 429) return of('limit', `${call.step}: it answered 429`);
  if (call && call.status !== null && call.status >= 500) return of('down', `${call.step}: it answered ${call.status}`);
  if (call && call.step === 'profile' && (call.status === 403 || call.status === 404))
    return of('permission', `profile: it answered ${call.status}`);
  if (call && call.step === 'token' && call.status !== null && call.status >= 400 && call.isJson)
    return of('credentials', `token: it answered ${call.status}${call.error ? ` “${call.error}”` : ''}`);
  if (call && (!call.isJson || (call.status !== null && call.status >= 300))) {
    return {
      cause: 'settings',
      reason: `${call.step}: it answered ${call.status}${call.isJson ? '' : ', which is not JSON'}`,
      settings: addresses(provider),
      advice: 'Check the address of the provider, and whether a proxy or firewall answers in its place.',
    };
  }
  return ofComplaint(complaint ?? 'unknown', name) ?? { ...of('code', complaint ?? 'unknown') };
}

function faultOf(kind: Kind, reason: string, provider: Provider, origin: string): ProviderFault {
  const name = provider.toUpperCase();
  const keys = [`AUTH_${name}_ID`, `AUTH_${name}_SECRET`];
  switch (kind) {
    case 'credentials':
      return {
        cause: 'settings',
        reason,
        settings: keys,
        advice: 'Copy ID and secret again from the app at the provider.',
      };
    case 'return-address':
      return {
        cause: 'settings',
        reason,
        settings: ['AUTH_URL'],
        advice: `Register this return address there: ${origin}/api/auth/callback/${provider}`,
      };
    case 'suspended':
      return {
        cause: 'settings',
        reason,
        settings: keys,
        advice: 'Open the app at the provider: it is suspended or not live.',
      };
    case 'permission':
      return {
        cause: 'settings',
        reason,
        settings: [`AUTH_${name}_ID`],
        advice: 'Allow the app at the provider to read email addresses.',
      };
    case 'organisation':
      return {
        cause: 'settings',
        reason,
        settings: [`AUTH_${name}_ID`],
        advice: 'The app at the provider, or the organisation of this person, lets only some people use it.',
      };
    case 'limit':
      return {
        cause: 'provider',
        reason,
        settings: [],
        advice: 'The provider limits how often we ask. It passes by itself.',
      };
    case 'down':
      return {
        cause: 'provider',
        reason,
        settings: [],
        advice: 'If it stays, look at the status page of the provider.',
      };
    case 'code':
      return {
        cause: 'person',
        reason,
        settings: [],
        advice: 'One person: the page was reloaded or too old. Everyone: run doctor.',
      };
  }
}

/** The complaints of oauth4webapi and jose, by the claim or part that they name. */
function ofComplaint(complaint: string, name: string): ProviderFault | null {
  const about = (settings: string[], advice: string): ProviderFault => ({
    cause: 'settings',
    reason: complaint,
    settings,
    advice,
  });
  if (/issuer|"iss"/.test(complaint))
    return about([`AUTH_${name}_ISSUER`], 'It has to be spelt exactly as the provider calls itself.');
  if (/"aud"|"azp"/.test(complaint)) return about([`AUTH_${name}_ID`], 'The answer is meant for another app.');
  if (/"(exp|iat|nbf|auth_time)"|too much time/.test(complaint))
    return about([], 'Set the clock of this server by NTP, then run doctor.');
  if (/key|signature/i.test(complaint))
    return about([`AUTH_${name}_ISSUER`], 'The provider publishes no key that fits. If it stays, check the issuer.');
  return null;
}

function addresses(provider: Provider): string[] {
  return {
    google: ['AUTH_GOOGLE_ISSUER'],
    facebook: ['AUTH_FACEBOOK_GRAPH_URL', 'AUTH_FACEBOOK_VERSION'],
    github: ['AUTH_GITHUB_ENTERPRISE_URL', 'AUTH_GITHUB_API_URL'],
  }[provider];
}
