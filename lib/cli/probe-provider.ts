import type { Settings } from '../config/settings.ts';
import { readAnswer, readFailure, stepOf } from '../rules/providers/provider-answer.ts';
import { describeProviderFault, type ProviderFault, type ProviderTrace } from '../rules/providers/provider-fault.ts';
import type { Provider } from '../rules/sign-in/authentication-methods.ts';

/** No provider ever issued this code: the response tells whether ID, secret and callback URL are known. */
const NO_CODE = 'doctor-asks-whether-you-know-us';
const MOST_CHARACTERS = 100_000;

type Probe = { fault: ProviderFault | null; date: Date | null };
type Asked = { trace: ProviderTrace; json: Record<string, unknown>; date: Date | null };

/**
 * Asks a configured provider what a sign-in would ask, with an invalid code, and says what is wrong. Creates no session
 * and changes nothing.
 */
export async function probeProvider(settings: Settings, provider: Provider, signal: AbortSignal): Promise<Probe> {
  const diagnose = ({ trace, date }: Asked): Probe => {
    const isWell = trace.complaint === null && trace.call?.failure === null && trace.call.status === 200;
    return { fault: isWell ? null : describeProviderFault(provider, trace, settings.origin), date };
  };
  const app = settings.providers[provider];
  if (!app) return { fault: null, date: null };
  const { google, facebook, github } = settings.providers;
  let tokenUrl = facebook && provider === 'facebook' ? `${facebook.graphUrl}/oauth/access_token` : '';
  if (github && provider === 'github') {
    const api = await ask(github.apiUrl, { signal });
    if (api.trace.call?.failure) return diagnose(api);
    tokenUrl = `${github.webUrl}/login/oauth/access_token`;
  }
  if (google && provider === 'google') {
    const found = await ask(`${google.issuer}/.well-known/openid-configuration`, { signal });
    if (diagnose(found).fault) return diagnose(found);
    if (found.json['issuer'] !== google.issuer)
      return diagnose(complain(found, `issuer: it calls itself ${String(found.json['issuer'])}`));
    const keys = await ask(String(found.json['jwks_uri']), { signal });
    if (diagnose(keys).fault) return diagnose(keys);
    if (!Array.isArray(keys.json['keys']) || keys.json['keys'].length === 0)
      return diagnose(complain(keys, 'keys: it publishes none'));
    tokenUrl = String(found.json['token_endpoint']);
  }
  const answer = await ask(tokenUrl, {
    signal,
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: NO_CODE,
      client_id: app.clientId,
      client_secret: app.clientSecret,
      redirect_uri: `${settings.origin}/api/auth/callback/${provider}`,
    }),
  });
  const fault = describeProviderFault(provider, answer.trace, settings.origin);
  // A provider that knows us says that the code is invalid.
  return { fault: fault.cause === 'person' ? null : fault, date: answer.date };
}

async function ask(url: string, init: RequestInit): Promise<Asked> {
  const step = URL.canParse(url) ? stepOf(new URL(url)) : 'discovery';
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const body = (await response.text()).slice(0, MOST_CHARACTERS);
    const date = response.headers.get('date');
    const call = readAnswer(step, response.status, body);
    return {
      trace: { returned: null, call, complaint: null },
      json: call.isJson ? (JSON.parse(body) as Record<string, unknown>) : {},
      date: date ? new Date(date) : null,
    };
  } catch (error) {
    return { trace: { returned: null, call: readFailure(step, error), complaint: null }, json: {}, date: null };
  }
}

function complain(asked: Asked, complaint: string): Asked {
  return { ...asked, trace: { ...asked.trace, complaint } };
}
