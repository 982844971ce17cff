import { randomBytes } from 'node:crypto';
import { listSealedWithOtherKeys } from '../../db/authenticators.ts';
import type { Store } from '../../db/store.ts';
import { resealSecrets } from '../flows/reseal-secrets.ts';
import type { Verb } from './stage.ts';

const BATCH = 500;

/** keys status: which key seals how many authenticator secrets. Exit code 1 when a key for some is missing. */
export const keysStatus: Verb = async ({ db, context, answer }) => {
  const { encryptionKeys: keys } = context.settings;
  const [first] = keys;
  const counts = [...(await countByKey(db, ''))].map(([keyId, count]) => ({
    keyId,
    count,
    isKnown: keys.some((key) => key.id === keyId),
    isFirst: keyId === first?.id,
  }));
  answer(counts, () => {
    const others = counts.filter(({ isFirst }) => !isFirst);
    if (others.length === 0) return [`Every secret is sealed with ${first?.id}. Other keys are no longer needed.`];
    return others.map(
      ({ keyId, count, isKnown }) =>
        `${count} sealed with ${keyId}${isKnown ? ': run keys rotate' : ', which is not among ENCRYPTION_KEYS'}`,
    );
  });
  return counts.every(({ isKnown }) => isKnown) ? 0 : 1;
};

/** keys rotate: seals every secret anew with the first key. Exit code 1 when some open with no configured key. */
export const keysRotate: Verb = async ({ db, context, say, answer }) => {
  const { encryptionKeys: keys } = context.settings;
  const outcome = await resealSecrets(db, keys, ({ resealed }) => say(`${resealed} sealed anew …`));
  answer(outcome, () => [
    `${outcome.resealed} sealed anew with ${keys[0]?.id}. ${outcome.unreadable} could not be opened with any key.`,
  ]);
  return outcome.unreadable > 0 ? 1 : 0;
};

/** keys generate: a new key, to be put in front of ENCRYPTION_KEYS. Changes nothing by itself. */
export const keysGenerate: Verb = async ({ context, answer }) => {
  const taken = context.settings.encryptionKeys.map((key) => key.id);
  const id = Array.from({ length: taken.length + 1 }, (_, index) => `k${index + 1}`).find(
    (name) => !taken.includes(name),
  );
  const entry = `${id}:${randomBytes(32).toString('base64')}`;
  answer({ key: entry }, () => [
    entry,
    'Put it in front of ENCRYPTION_KEYS, with a comma, restart every instance, then run keys rotate.',
  ]);
  return 0;
};

/** How many secrets each key sealed, apart from the one called `except`. */
export async function countByKey(db: Store, except: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let afterId = ''; ; ) {
    const batch = await listSealedWithOtherKeys(db, except, afterId, BATCH);
    for (const { sealedSecret } of batch) {
      const keyId = sealedSecret.split('.')[1] ?? '?';
      counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
    }
    const last = batch.at(-1);
    if (!last) return counts;
    afterId = last.id;
  }
}
