import { listSealedWithOtherKeys, replaceSealedSecret } from '../../../db/queries/authenticators.ts';
import type { Store } from '../../../db/store.ts';
import { open, type SealingKey, seal } from '../../crypto/secret-box.ts';
import { resealSigningKeys } from '../apps/steps/reseal-signing-keys.ts';

export type Resealed = { resealed: number; unreadable: number };

const BATCH = 200;

/**
 * Reseals with the first key every secret that another key sealed: of authenticators, and what ID tokens are signed
 * with. One row at a time, each in one conditional
 * statement: killed at any point it loses nothing, and the next run continues. Secrets that no key opens are counted and
 * left as they are. `onProgress` gets the counts after each batch, and stops it by answering false.
 */
export async function resealSecrets(
  db: Store,
  keys: readonly SealingKey[],
  onProgress: (soFar: Resealed) => Promise<boolean> = async () => true,
): Promise<Resealed> {
  const [first] = keys;
  if (!first) throw new Error('No encryption key is configured');
  const counts = await resealSigningKeys(db, keys);
  let afterId = '';
  for (;;) {
    const batch = await listSealedWithOtherKeys(db, first.id, afterId, BATCH);
    for (const { id, userId, sealedSecret } of batch) {
      const context = { purpose: 'totp', userId, rowId: id } as const;
      const secret = open(sealedSecret, context, keys);
      if (!secret) counts.unreadable += 1;
      else if ((await replaceSealedSecret(db, id, sealedSecret, seal(secret, context, keys))).length > 0)
        counts.resealed += 1;
    }
    if (batch.length === 0) return counts;
    afterId = batch.at(-1)?.id ?? afterId;
    if (!(await onProgress({ ...counts }))) return counts;
  }
}
