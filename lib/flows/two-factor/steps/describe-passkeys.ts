import { listPasskeys } from '../../../../db/queries/passkeys.ts';
import type { PasskeyStorage } from '../../../rules/two-factor/passkey-storage.ts';
import { rpIdOf } from '../../../rules/two-factor/relying-party.ts';
import type { Context } from '../../context.ts';

/** A passkey, as screens may show it. `otherHost`: the host name that it was made for, where that isn't this one. */
export type DescribedPasskey = {
  id: string;
  name: string;
  kind: 'passkey' | 'security-key';
  storage: PasskeyStorage;
  addedAt: Date;
  lastUsedAt: Date | null;
  browser: string;
  otherHost: string | null;
};

/** Returns a user's passkeys, the oldest first. */
export async function describePasskeys(context: Context, userId: string): Promise<DescribedPasskey[]> {
  const here = rpIdOf(context.settings);
  return (await listPasskeys(context.db, userId)).map(
    ({ id, name, kind, storage, createdAt, lastUsedAt, browser, rpId }) => ({
      id,
      name,
      kind,
      storage,
      addedAt: createdAt,
      lastUsedAt,
      browser,
      otherHost: rpId === here ? null : rpId,
    }),
  );
}
