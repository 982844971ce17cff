import 'server-only';
import { cache } from 'react';
import { type DescribedPasskey, describePasskeys } from '../flows/two-factor/steps/describe-passkeys.ts';
import { requestContext } from './context.ts';

/** Returns a user's passkeys and security keys. Read once a page: its list, and the dialog that asks for a proof. */
export const passkeysOf = cache(
  async (userId: string): Promise<DescribedPasskey[]> => describePasskeys(await requestContext(), userId),
);
