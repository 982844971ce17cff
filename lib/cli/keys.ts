import { randomBytes } from 'node:crypto';
import { listSealedWithOtherKeys } from '../../db/queries/authenticators.ts';
import { listSigningKeys } from '../../db/queries/signing-keys.ts';
import type { Store } from '../../db/store.ts';
import { checkSealingKeys, proveSealingKeys } from '../flows/operations/check-sealing-keys.ts';
import { resealSecrets } from '../flows/operations/reseal-secrets.ts';
import { commandKeep as words } from '../words/en/command-keep.ts';
import type { CommandHandler } from './command-context.ts';
import { confirm } from './confirm.ts';
import { hearSignals, stoppable } from './interruption.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

const BATCH = 500;

/**
 * keys status: whether each key is the one that sealed here, and how many secrets it sealed. Exit code 1
 * when one is missing or has other bytes.
 */
export const keysStatus: CommandHandler = async ({ db, context, answerList }) => {
  const { encryptionKeys: keys } = context.settings;
  const [first] = keys;
  const faults = await checkSealingKeys(db, keys);
  const byKey = await countSealed(db, '');
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
    if (others.length === 0) return [words.keys.allFirst({ keyId: first?.id ?? '' })];
    return others.map(({ keyId, count, isKnown, isRight }) => {
      if (!isRight) return words.keys.otherBytes({ count, keyId });
      return isKnown ? words.keys.old({ count, keyId }) : words.keys.unknown({ count, keyId });
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
  if (foreign) throw new UsageError(words.keys.firstTheRightOne(foreign));
  if (missing.length === 0 || missing.toSorted().join() !== args.toSorted().join())
    throw new UsageError(
      missing.length === 0 ? words.keys.noneMissing : words.keys.nameThem({ keyIds: missing.join(' ') }),
    );
  const byKey = await countByKey(db, '');
  const people = missing.reduce((sum, keyId) => sum + (byKey.get(keyId) ?? 0), 0);
  if (!(await confirm(terminal, options, words.keys.forgetQuestion({ count: people })))) return 2;
  await proveSealingKeys(db, keys);
  answer({ forgotten: missing }, () => [words.keys.forgotten({ keyIds: missing.join(', '), count: people })]);
  return 0;
};

/**
 * keys rotate: reseals every secret with the first key. Exit code 1 when some open with no configured key, or Ctrl+C
 * stopped it.
 */
export const keysRotate: CommandHandler = async ({ db, context, terminal, answer }) => {
  const { encryptionKeys: keys } = context.settings;
  const first = keys[0]?.id ?? '';
  const others = await countSealed(db, first);
  const total = [...others.values()].reduce((sum, count) => sum + count, 0);
  const progress = startProgress(terminal, { label: words.keys.rotating, total });
  const { outcome, isStopped } = await stoppable(async (isStopped) => {
    const done = await resealSecrets(db, keys, async ({ resealed, unreadable }) => {
      progress.at(resealed + unreadable);
      await hearSignals();
      return !isStopped();
    });
    return { outcome: done, isStopped: isStopped() };
  }).finally(progress.end);
  if (isStopped) {
    terminal.err.write(`${words.keys.stopped({ count: outcome.resealed, of: total })}\n`);
    return 1;
  }
  answer(outcome, () => [
    words.keys.rotated({ count: outcome.resealed, keyId: first }),
    ...(outcome.unreadable > 0 ? [words.keys.unreadable({ count: outcome.unreadable })] : []),
  ]);
  return outcome.unreadable > 0 ? 1 : 0;
};

/** keys generate: a new key, to be put in front in ENCRYPTION_KEYS. Changes nothing by itself. */
export const keysGenerate: CommandHandler = async ({ answer }) => {
  // A name that no other machine generates: keys of one name could never be configured together.
  const entry = `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;
  answer({ key: entry }, () => [entry, words.keys.generated]);
  return 0;
};

/** As `countByKey`, with what ID tokens are signed with: nobody's sign-in needs that, so a lost one is no loss. */
async function countSealed(db: Store, except: string): Promise<Map<string, number>> {
  const counts = await countByKey(db, except);
  for (const { sealedKey } of await listSigningKeys(db)) {
    const keyId = sealedKey.split('.')[1] ?? '?';
    if (keyId !== except) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}

/** Returns how many secrets of authenticators each key sealed, apart from the one called `except`. */
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
