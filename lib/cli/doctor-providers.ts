import type { Settings } from '../config/settings.ts';
import { providers as names, type Provider, providerNames } from '../rules/sign-in/authentication-methods.ts';
import { doctor as words } from '../words/en/doctor.ts';
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
  const url = `${settings.origin}/api/auth/callback/${name}`;
  const { fault, date } = await probeProvider(settings, name, AbortSignal.timeout(TIMEOUT_MS));
  if (!fault) {
    // What can't be checked from here.
    const note = name === 'google' ? words.providers.googleClaims : words.providers.noClaims;
    return { finding: { what, state: 'ok', says: `${words.providers.known({ url })}. ${note}` }, date };
  }
  const fix = words.providers.look({ names: fault.settings.join(', '), advice: fault.advice, url });
  return { finding: { what, state: 'fault', says: fault.reason, fix }, date };
}

function clockFinding(skews: readonly number[], isConfigured: boolean): Finding {
  const [nearest] = [...skews].sort((a, b) => Math.abs(a) - Math.abs(b));
  if (nearest === undefined)
    return {
      what: 'clock',
      state: 'ok',
      says: isConfigured ? words.clock.noAnswer : words.clock.noProvider,
    };
  const seconds = Math.round(nearest / 1000);
  return Math.abs(nearest) <= CLOCK_TOLERANCE_MS
    ? { what: 'clock', state: 'ok', says: words.clock.near({ seconds: Math.abs(seconds) }) }
    : {
        what: 'clock',
        state: 'fault',
        says: seconds > 0 ? words.clock.behind({ seconds }) : words.clock.ahead({ seconds: -seconds }),
        fix: words.clock.fix,
      };
}
