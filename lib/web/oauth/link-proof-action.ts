import 'server-only';
import { z } from 'zod';
import { hashToken } from '../../crypto/token.ts';
import type { FormAction } from '../../result.ts';
import { providers } from '../../rules/sign-in/authentication-methods.ts';
import { linkAction } from '../action.ts';
import { refusedForm } from '../form-state.ts';
import { linkPage } from '../opened-link.ts';
import type { ProvenLink } from './provider-flow.ts';
import { startProvider } from './sign-in.ts';

/**
 * "Continue with Google" on the page of a mailed link: authenticates the user for that link, creates no session, and
 * returns to the page.
 */
export function linkProofAction(purpose: ProvenLink['purpose']): FormAction {
  return linkAction(
    { fields: { provider: z.enum(providers) }, link: purpose, isHarmlessTwice: true },
    async ({ provider }, _context, secret) => {
      const link = { purpose, secretHash: hashToken(secret) };
      const started = await startProvider(provider, linkPage(purpose, secret), { isProof: true, link });
      return started.ok ? { goTo: started.value } : refusedForm(started);
    },
  );
}
