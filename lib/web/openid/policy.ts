import 'server-only';
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { findOpenApp } from '../../../db/queries/apps.ts';
import type { Context } from '../../flows/context.ts';
import { isProofStale, wantsTwoFactors } from '../../rules/apps/authentication-context.ts';
import { smallerAge } from '../../rules/apps/sign-in-age.ts';
import { passedSecondFactor } from '../../rules/sign-in/authentication-methods.ts';
import type { OurSession } from './our-session.ts';

const { Check, Prompt, base } = interactionPolicy;

/** Our session of this request (lib/web/openid/provider.ts puts it there). */
function oursOf(ctx: KoaContextWithOIDC): OurSession | null {
  return (ctx['state'] as { ours?: OurSession | null }).ours ?? null;
}

/**
 * Returns what has to be so before an app gets a code, beyond what the library asks itself. Each is checked again when
 * the person comes back from our page: what that page was told decides nothing.
 */
export function openIdPolicy(contextOf: () => Promise<Context>) {
  const policy = base();
  const login = policy.get('login');
  if (!login) throw new Error('The library has no login prompt any more');
  login.checks.add(
    // An attacker begins, and the victim continues: the attacker's browser must get nothing of the victim's.
    new Check('not_ours', 'another account is signed in', (ctx) => ctx.oidc.session?.accountId !== oursOf(ctx)?.userId),
  );
  login.checks.add(
    new Check('stale_proof', 'the sign-in is too old', 'login_required', async (ctx) => {
      const ours = oursOf(ctx);
      const { prompt, max_age } = ctx.oidc.params as { prompt?: string; max_age?: number };
      const askedAt = ctx.oidc.entities.Interaction?.iat ?? null;
      const times = {
        signedInAt: ours?.signedInAt ?? 0,
        askedAt,
        now: Math.floor((await contextOf()).now.getTime() / 1000),
      };
      const own = ctx.oidc.client?.['max_sign_in_age_ms'];
      const counted = smallerAge(max_age, typeof own === 'number' ? own : null);
      return ours !== null && isProofStale({ prompt, max_age: counted }, times);
    }),
  );
  login.checks.add(
    new Check('second_factor', 'two factors are needed', 'unmet_authentication_requirements', (ctx) => {
      const ours = oursOf(ctx);
      const demands = ctx.oidc.client?.['demands'] === 'session' ? 'session' : 'second-factor';
      const { acr_values } = ctx.oidc.params as { acr_values?: string };
      return ours !== null && wantsTwoFactors(demands, acr_values) && !passedSecondFactor(ours.methods);
    }),
  );
  login.checks.add(
    new Check('not_allowed', 'this app is not open to the person', 'access_denied', async (ctx) => {
      const ours = oursOf(ctx);
      if (!ours) return false;
      return !(await findOpenApp((await contextOf()).db, ctx.oidc.client?.clientId ?? '', ours.userId));
    }),
  );
  // All apps are the organisation's, so no one is asked for consent. The prompt itself stays: apps made for others ask
  // for it, and a native app could be another one that claims its address (RFC 8252 §8.6).
  policy.remove('consent');
  policy.add(
    new Prompt(
      { name: 'consent', requestable: true },
      new Check(
        'native_client_prompt',
        'a native app needs a press each time',
        'interaction_required',
        (ctx) =>
          ctx.oidc.client?.applicationType === 'native' &&
          !/^https:/.test(String(ctx.oidc.params?.['redirect_uri'])) &&
          !ctx.oidc.result?.consent,
      ),
    ),
  );
  return policy;
}
