import { findConfirmedAuthenticator } from '../../../../db/queries/authenticators.ts';
import { findRecoverySet, listRecoveryCodes } from '../../../../db/queries/recovery-codes.ts';
import type { Context } from '../../context.ts';
import { findTwoFactorSince } from './two-factor-since.ts';

/** What screens may know about a user's second factor: nothing that could be used. */
export type TwoFactorState =
  | { isOn: false }
  | {
      isOn: true;
      since: Date;
      lastUsedAt: Date | null;
      /** Why the app’s codes are disabled: too many consecutive wrong ones, or a new password without the app. */
      disabled: 'hammered' | 'disowned' | null;
      recovery: { left: number; generation: number; madeAt: Date; codes: { number: number; usedAt: Date | null }[] };
    };

export async function describeTwoFactor({ db }: Context, userId: string): Promise<TwoFactorState> {
  const since = await findTwoFactorSince(db, userId);
  if (!since) return { isOn: false };
  const authenticator = await findConfirmedAuthenticator(db, userId);
  const set = await findRecoverySet(db, userId);
  const codes = (await listRecoveryCodes(db, userId)).map(({ number, usedAt }) => ({ number, usedAt }));
  const recovery = {
    left: codes.filter((code) => code.usedAt === null).length,
    generation: set?.generation ?? 0,
    madeAt: set?.createdAt ?? since,
    codes,
  };
  return {
    isOn: true,
    since,
    lastUsedAt: authenticator?.lastUsedAt ?? null,
    disabled: authenticator?.disownedAt ? 'disowned' : authenticator?.disabledAt ? 'hammered' : null,
    recovery,
  };
}
