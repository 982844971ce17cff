import { randomBytes } from 'node:crypto';
import { listSealedWithOtherKeys } from '../../db/queries/authenticators.ts';
import type { Store } from '../../db/store.ts';
import { checkSealingKeys, proveSealingKeys } from '../flows/operations/check-sealing-keys.ts';
import { resealSecrets } from '../flows/operations/reseal-secrets.ts';
import type { CommandHandler } from './command-context.ts';
import { confirm } from './confirm.ts';
import { pluralize } from './pluralize.ts';
import { UsageError } from './usage-error.ts';

const BATCH = 500;

/**
 * keys status: whether each key is the one that sealed here, and how many authenticator secrets it sealed. Exit code 1
 * when one is missing or has other bytes.
 */
export const keysStatus: CommandHandler = async ({ db, context, answerList }) => {
  const { encryptionKeys: keys } = context.settings;
  const [first] = keys;
  const faults = await checkSealingKeys(db, keys);
  const byKey = await countByKey(db, '');
  const names = new Set([...keys.map(({ id }) => id), ...byKey.keys()]);
  const counts = [...names].map((keyId) => ({
    keyId,
    count: byKey.get(keyId) ?? 0,
    isKnown: keys.some((key) => key.id === keyId),
    isFirst: keyId === first?.id,
    isRight: !faults.some((fault) => fault.keyId === keyId && fault.fault === 'other-bytes'),
  }));
  const isWell = counts.every(({ isKnown, isRight }) => isKnown && isRight);
  const say = () => {
    const others = counts.filter(({ isFirst, isRight, count }) => !isRight || (!isFirst && count > 0));
    if (others.length === 0) return [`Every secret is sealed with ${first?.id}. Other keys are no longer needed.`];
    return others.map(({ keyId, count, isKnown, isRight }) => {
      if (!isRight) return `${count} sealed with another key called ${keyId}: put back the right one`;
      return `${count} sealed with ${keyId}${isKnown ? ': run keys rotate' : ', which is not among ENCRYPTION_KEYS'}`;
    });
  };
  answerList(counts, say, { columns: ['keyId', 'count', 'isKnown', 'isFirst', 'isRight'], rows: counts });
  return isWell ? 0 : 1;
};

/** keys forget ID …: lets the server start without lost keys. Users whose secrets they sealed need help to sign in. */
export const keysForget: CommandHandler = async ({ db, context, args, options, terminal, answer }) => {
  const { encryptionKeys: keys } = context.settings;
  const faults = await checkSealingKeys(db, keys);
  const missing = faults.filter(({ fault }) => fault === 'missing').map(({ keyId }) => keyId);
  const foreign = faults.find(({ fault }) => fault === 'other-bytes');
  if (foreign) throw new UsageError(`First put back the right ${foreign.keyId}: another key has its name.`);
  if (missing.length === 0 || missing.toSorted().join() !== args.toSorted().join())
    throw new UsageError(
      missing.length === 0 ? 'No key is missing.' : `Name the keys that are missing: keys forget ${missing.join(' ')}`,
    );
  const byKey = await countByKey(db, '');
  const people = pluralize(
    missing.reduce((sum, keyId) => sum + (byKey.get(keyId) ?? 0), 0),
    'person',
    'people',
  );
  if (!(await confirm(terminal, options, `The codes of ${people} work no more, unless the key is found.`))) return 2;
  await proveSealingKeys(db, keys);
  answer({ forgotten: missing }, () => [
    `The server starts without ${missing.join(', ')}. ${people} can sign in with a one-time password, or need user reset-2fa.`,
  ]);
  return 0;
};

/** keys rotate: reseals every secret with the first key. Exit code 1 when some open with no configured key. */
export const keysRotate: CommandHandler = async ({ db, context, say, answer }) => {
  const { encryptionKeys: keys } = context.settings;
  const outcome = await resealSecrets(db, keys, ({ resealed }) => say(`${resealed} resealed …`));
  answer(outcome, () => [
    `${outcome.resealed} resealed with ${keys[0]?.id}. ${outcome.unreadable} could not be opened with any key.`,
  ]);
  return outcome.unreadable > 0 ? 1 : 0;
};

/** keys generate: a new key, to be put in front in ENCRYPTION_KEYS. Changes nothing by itself. */
export const keysGenerate: CommandHandler = async ({ answer }) => {
  // A name that no other machine generates: keys of one name could never be configured together.
  const entry = `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
  answer({ key: entry }, () => [
    entry,
    'Put it in front of ENCRYPTION_KEYS, with a comma, restart every instance, then run keys rotate.',
  ]);
  return 0;
};

/** Returns how many secrets each key sealed, apart from the one called `except`. */
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
