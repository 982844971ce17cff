import 'server-only';
import { cache } from 'react';
import { describeTwoFactor, type TwoFactorState } from '../flows/two-factor/steps/describe-two-factor.ts';
import { requestContext } from './context.ts';

/** Returns a user's second factor, as screens may know it. Read once a page: its frame, its tabs and its dialog all ask. */
export const twoFactorOf = cache(
  async (userId: string): Promise<TwoFactorState> => describeTwoFactor(await requestContext(), userId),
);
