import { listSealedWith, listSealedWithOtherKeys } from '../../../db/queries/authenticators.ts';
import { forgetInstallation, listInstallation, noteInstallation } from '../../../db/queries/installation.ts';
import type { Store } from '../../../db/store.ts';
import { open, type SealingKey, seal } from '../../crypto/secret-box.ts';

/**
 * What is wrong with the configured keys. `other-bytes`: a key has the name of the one that sealed here, but other
 * bytes. `missing`: secrets are sealed with a key that isn't configured.
 */
export type KeyFault = { keyId: string; fault: 'other-bytes' | 'missing' };

const PREFIX = 'key:';
const PROOF = Buffer.from('This key sealed here.');
/** One damaged row doesn't make a key the wrong one. */
const SAMPLES = 5;

/**
 * Opens something that each configured key sealed: its proof, else authenticators. A key that shares only its name with
 * the one of this database would refuse every code, and seal the secrets of new users so that the two could never be
 * configured together (attack A-53).
 */
export async function checkSealingKeys(db: Store, keys: readonly SealingKey[]): Promise<KeyFault[]> {
  const proofs = await proofsOf(db);
  const faults: KeyFault[] = [];
  for (const key of keys) {
    const proof = proofs.get(key.id);
    const isRight = proof === undefined ? await opensSamples(db, key) : open(proof, proofOf(key.id), [key]) !== null;
    if (!isRight) faults.push({ keyId: key.id, fault: 'other-bytes' });
  }
  for (const keyId of await namesElsewhere(db, proofs, keys))
    if ((await listSealedWith(db, keyId, 1)).length > 0) faults.push({ keyId, fault: 'missing' });
  return faults;
}

/** Makes missing proofs of keys, and deletes those of keys out of use. Only where the check found no fault. */
export async function proveSealingKeys(db: Store, keys: readonly SealingKey[]): Promise<void> {
  const proofs = await proofsOf(db);
  for (const key of keys)
    if (!proofs.has(key.id))
      await noteInstallation(db, PREFIX + key.id, seal(PROOF, proofOf(key.id), [key]), { isKept: true });
  for (const keyId of proofs.keys())
    if (!keys.some(({ id }) => id === keyId)) await forgetInstallation(db, PREFIX + keyId);
}

/** Says what is wrong and how to fix it, in words for an administrator. */
export function describeKeyFault({ keyId, fault }: KeyFault): { says: string; fix: string } {
  return fault === 'other-bytes'
    ? {
        says: `${keyId} is not the key that sealed this database: only its name is the same`,
        fix: `Put back the ${keyId}:… that belongs to this database, e.g. from data/settings.env of the machine it comes from.`,
      }
    : {
        says: `authenticators are sealed with ${keyId}, which is not among them`,
        fix: `Add ${keyId}:… at the end of ENCRYPTION_KEYS, e.g. from data/settings.env of the machine the database comes from. If it is lost: npm run admin -- keys forget ${keyId}`,
      };
}

async function proofsOf(db: Store): Promise<Map<string, string>> {
  const notes = [...(await listInstallation(db))].filter(([name]) => name.startsWith(PREFIX));
  return new Map(notes.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

/**
 * Returns names of keys that may have sealed here and aren't configured. Before there are proofs every row is read
 * once.
 */
async function namesElsewhere(db: Store, proofs: ReadonlyMap<string, string>, keys: readonly SealingKey[]) {
  const isConfigured = (keyId: string) => keys.some(({ id }) => id === keyId);
  if (proofs.size > 0) return [...proofs.keys()].filter((keyId) => !isConfigured(keyId));
  const names = new Set<string>();
  for (let afterId = ''; ; ) {
    const batch = await listSealedWithOtherKeys(db, keys[0]?.id ?? '', afterId, 500);
    for (const { sealedSecret } of batch) names.add(sealedSecret.split('.')[1] ?? '');
    const last = batch.at(-1);
    if (!last) return [...names].filter((keyId) => keyId && !isConfigured(keyId));
    afterId = last.id;
  }
}

async function opensSamples(db: Store, key: SealingKey): Promise<boolean> {
  const samples = await listSealedWith(db, key.id, SAMPLES);
  return (
    samples.length === 0 ||
    samples.some(({ id, userId, sealedSecret }) => open(sealedSecret, { purpose: 'totp', userId, rowId: id }, [key]))
  );
}

function proofOf(keyId: string) {
  return { purpose: 'key', userId: '', rowId: keyId } as const;
}
