import type { Settings } from '../config/settings.ts';
import { providers as names, type Provider, providerNames } from '../rules/sign-in/authentication-methods.ts';
import type { Finding } from './finding.ts';
import { probeProvider } from './probe-provider.ts';

const TIMEOUT_MS = 10_000;
/** TOTP codes live for 30 seconds and one step either side: a clock further off refuses right codes. */
const CLOCK_TOLERANCE_MS = 20_000;

/**
 * Checks that each configured provider answers, knows our app by its ID, secret and callback URL, and compares its
 * clock with ours.
 */
export async function checkProviders(settings: Settings, now: Date): Promise<Finding[]> {
  const configured = names.filter((name) => settings.providers[name]);
  const asked = await Promise.all(configured.map((name) => ask(settings, name)));
  const skews = asked.flatMap(({ date }) => (date ? [date.getTime() - now.getTime()] : []));
  return [...asked.map(({ finding }) => finding), clockFinding(skews, configured.length > 0)];
}

type Asked = { finding: Finding; date: Date | null };

async function ask(settings: Settings, name: Provider): Promise<Asked> {
  const what = providerNames[name];
  const register = `register this return address there: ${settings.origin}/api/auth/callback/${name}`;
  const { fault, date } = await probeProvider(settings, name, AbortSignal.timeout(TIMEOUT_MS));
  if (!fault)
    return {
      finding: { what, state: 'ok', says: `answers, and takes our ID and secret; ${register}${noteOf(name)}` },
      date,
    };
  const look = fault.settings.length > 0 ? `Look at ${fault.settings.join(' and ')}. ` : '';
  return {
    finding: { what, state: 'fault', says: fault.reason, fix: `${look}${fault.advice} Also, ${register}` },
    date,
  };
}

/** What can't be checked from here. */
function noteOf(name: Provider): string {
  return name === 'google'
    ? '. Turn on “session age claims” for the app there: without auth_time a fresh sign-in cannot be told from an old one (docs/security.md)'
    : '. It does not say when it last asked for a password: a fresh sign-in cannot be told from an old one (docs/security.md)';
}

function clockFinding(skews: readonly number[], isConfigured: boolean): Finding {
  const [nearest] = [...skews].sort((a, b) => Math.abs(a) - Math.abs(b));
  if (nearest === undefined)
    return {
      what: 'clock',
      state: 'ok',
      says: `not compared: no provider ${isConfigured ? 'answered' : 'is configured'}. Keep it set by NTP: codes depend on it.`,
    };
  const seconds = Math.round(nearest / 1000);
  return Math.abs(nearest) <= CLOCK_TOLERANCE_MS
    ? { what: 'clock', state: 'ok', says: `within ${Math.abs(seconds)} s of the providers’` }
    : {
        what: 'clock',
        state: 'fault',
        says: `${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead'}`,
        fix: 'Set it by NTP: codes of authenticator apps depend on it.',
      };
}
