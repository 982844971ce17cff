import { listSigningKeys, replaceSealedKey } from '../../../../db/queries/signing-keys.ts';
import { open, type SealingKey, seal } from '../../../crypto/secret-box.ts';
import type { Context } from '../../context.ts';

/** What a signing key is sealed to: its row. */
export const sealContext = (kid: string) => ({ purpose: 'signing-key', userId: '', rowId: kid }) as const;

/** Reseals with the first key every signing key that another one sealed; those that none opens stay, and are counted. */
export async function resealSigningKeys(db: Context['db'], keys: readonly SealingKey[]) {
  const counts = { resealed: 0, unreadable: 0 };
  for (const { kid, sealedKey } of await listSigningKeys(db)) {
    if (sealedKey.split('.')[1] === keys[0]?.id) continue;
    const opened = open(sealedKey, sealContext(kid), keys);
    if (!opened) counts.unreadable += 1;
    else if ((await replaceSealedKey(db, kid, sealedKey, seal(opened, sealContext(kid), keys))).length > 0)
      counts.resealed += 1;
  }
  return counts;
}
