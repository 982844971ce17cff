import { providers as names, type Provider, providerNames } from '../rules/methods.ts';
import type { Settings } from '../rules/settings.ts';
import type { Finding } from './finding.ts';

const TIMEOUT_MS = 10_000;
/** TOTP codes live for 30 seconds and one step either side: a clock further off refuses good codes. */
const CLOCK_TOLERANCE_MS = 20_000;

/** Whether each configured provider answers, the return address to register there, and what its clock says of ours. */
export async function checkProviders(settings: Settings, now: Date): Promise<Finding[]> {
  const asked = await Promise.all(
    names.flatMap((name) => {
      const url = addressOf(settings, name);
      return url ? [ask(settings, name, url)] : [];
    }),
  );
  const skews = asked.flatMap(({ date }) => (date ? [date.getTime() - now.getTime()] : []));
  return [...asked.map(({ finding }) => finding), clockFinding(skews, asked.length > 0)];
}

function addressOf({ providers }: Settings, name: Provider): string | null {
  if (name === 'google') return providers.google ? `${providers.google.issuer}/.well-known/openid-configuration` : null;
  if (name === 'facebook') return providers.facebook ? providers.facebook.graphUrl : null;
  return providers.github ? providers.github.apiUrl : null;
}

async function ask(
  { origin }: Settings,
  name: Provider,
  url: string,
): Promise<{ finding: Finding; date: Date | null }> {
  const register = `register this return address there: ${origin}/api/auth/callback/${name}`;
  const what = providerNames[name];
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const date = answer.headers.get('date');
    return { finding: { what, state: 'ok', says: `answers; ${register}` }, date: date ? new Date(date) : null };
  } catch (error) {
    const cause = (error as { cause?: Error }).cause?.message ?? String(error);
    return {
      finding: {
        what,
        state: 'fault',
        says: `${url} does not answer (${cause})`,
        mend: `Mend the network or the address, and ${register}`,
      },
      date: null,
    };
  }
}

function clockFinding(skews: readonly number[], isAnyConfigured: boolean): Finding {
  const [nearest] = [...skews].sort((a, b) => Math.abs(a) - Math.abs(b));
  if (nearest === undefined)
    return {
      what: 'clock',
      state: 'ok',
      says: `not compared: no provider ${isAnyConfigured ? 'answered' : 'is configured'}. Keep it set by NTP: codes depend on it.`,
    };
  const seconds = Math.round(nearest / 1000);
  return Math.abs(nearest) <= CLOCK_TOLERANCE_MS
    ? { what: 'clock', state: 'ok', says: `within ${Math.abs(seconds)} s of the providers’` }
    : {
        what: 'clock',
        state: 'fault',
        says: `${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead'}`,
        mend: 'Set it by NTP: codes of authenticator apps depend on it.',
      };
}
