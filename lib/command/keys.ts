import { listSealedWithOtherKeys } from '../../db/authenticators.ts';
import type { Store } from '../../db/store.ts';
import type { SealingKey } from '../crypto/secret-box.ts';
import { resealSecrets } from '../flows/reseal-secrets.ts';

const BATCH = 500;

/**
 * `status` counts the secrets that other keys than the first one sealed; `rotate` seals those anew. Exit code 1
 * when secrets are left that no configured key opens.
 */
export async function keysCommand(
  verb: 'status' | 'rotate',
  db: Store,
  keys: readonly SealingKey[],
  say: (line: string) => void,
): Promise<number> {
  const first = keys[0]?.id ?? '';
  if (verb === 'rotate') {
    const { resealed, unreadable } = await resealSecrets(db, keys, ({ resealed: soFar }) =>
      say(`${soFar} sealed anew …`),
    );
    say(`${resealed} sealed anew with ${first}. ${unreadable} could not be opened with any key.`);
    return unreadable > 0 ? 1 : 0;
  }
  const counts = await countByKey(db, first);
  if (counts.size === 0) say(`Every secret is sealed with ${first}. Other keys are no longer needed.`);
  for (const [keyId, count] of counts) {
    const isKnown = keys.some((key) => key.id === keyId);
    say(`${count} sealed with ${keyId}${isKnown ? ': run keys rotate' : ', which is not among ENCRYPTION_KEYS'}`);
  }
  return [...counts.keys()].every((keyId) => keys.some((key) => key.id === keyId)) ? 0 : 1;
}

async function countByKey(db: Store, first: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let afterId = ''; ; ) {
    const batch = await listSealedWithOtherKeys(db, first, afterId, BATCH);
    for (const { sealedSecret } of batch) {
      const keyId = sealedSecret.split('.')[1] ?? '?';
      counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
    }
    const last = batch.at(-1);
    if (!last) return counts;
    afterId = last.id;
  }
}
