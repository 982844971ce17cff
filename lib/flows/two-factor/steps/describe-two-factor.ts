import { type Authenticator, selectConfirmedAuthenticators } from '../../../../db/queries/authenticators.ts';
import { findRecoverySet, listRecoveryCodes } from '../../../../db/queries/recovery-codes.ts';
import type { Context } from '../../context.ts';
import { findTwoFactorSince } from './two-factor-since.ts';

/** Why an app’s codes are disabled: too many consecutive wrong ones, or a new password without the app. */
type Disabled = 'hammered' | 'disowned';

/** An authenticator app as screens may show it: nothing that could be used. */
export type AuthenticatorView = {
  id: string;
  /** What its owner calls it; null: by no name of its own. */
  name: string | null;
  /** Since when this phone holds the secret. */
  addedAt: Date;
  lastUsedAt: Date | null;
  disabled: Disabled | null;
};

/** What screens may know about a user's second factor: nothing that could be used. */
export type TwoFactorState =
  | { isOn: false }
  | {
      isOn: true;
      since: Date;
      authenticators: AuthenticatorView[];
      /** When a code of any of them was last used. */
      lastUsedAt: Date | null;
      /** Why no app’s codes count any more; null while one’s do. */
      disabled: Disabled | null;
      recovery: { left: number; generation: number; madeAt: Date; codes: { number: number; usedAt: Date | null }[] };
    };

export async function describeTwoFactor({ db }: Context, userId: string): Promise<TwoFactorState> {
  const since = await findTwoFactorSince(db, userId);
  if (!since) return { isOn: false };
  const authenticators = (await selectConfirmedAuthenticators(db, userId)).map(viewOf);
  const set = await findRecoverySet(db, userId);
  const codes = (await listRecoveryCodes(db, userId)).map(({ number, usedAt }) => ({ number, usedAt }));
  const recovery = {
    left: codes.filter((code) => code.usedAt === null).length,
    generation: set?.generation ?? 0,
    madeAt: set?.createdAt ?? since,
    codes,
  };
  const used = authenticators.flatMap(({ lastUsedAt }) => lastUsedAt?.getTime() ?? []);
  const lastUsedAt = used.length > 0 ? new Date(Math.max(...used)) : null;
  const disabled = authenticators.some((app) => app.disabled === null) ? null : (authenticators[0]?.disabled ?? null);
  return { isOn: true, since, authenticators, lastUsedAt, disabled, recovery };
}

function viewOf({ id, name, boundAt, confirmedAt, createdAt, lastUsedAt, ...row }: Authenticator): AuthenticatorView {
  const disabled = row.disownedAt ? 'disowned' : row.disabledAt ? 'hammered' : null;
  return { id, name, addedAt: boundAt ?? confirmedAt ?? createdAt, lastUsedAt, disabled };
}
