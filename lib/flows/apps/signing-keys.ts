import {
  deleteSigningKeys,
  insertSigningKey,
  listSigningKeys,
  type SigningKey,
} from '../../../db/queries/signing-keys.ts';
import { addMs } from '../../clock.ts';
import { limits } from '../../config/limits.ts';
import { open, seal } from '../../crypto/secret-box.ts';
import { generateSigningKey, type PrivateSigningKey } from '../../crypto/signing-key.ts';
import type { Context } from '../context.ts';
import { sealContext } from './steps/reseal-signing-keys.ts';

/**
 * Returns the keys of ID tokens, the one that signs first. Makes the first key at the first use, and a successor when
 * the newest has signed for `limits.signingKeyLifeMs`: it is published a day before it signs, and the old one stays
 * published a day after. One that no configured key opens is replaced at once.
 */
export async function loadSigningKeys(context: Pick<Context, 'db' | 'now' | 'settings'>): Promise<PrivateSigningKey[]> {
  const { db, now, settings } = context;
  const rows = await listSigningKeys(db);
  const readable = rows.flatMap((row) => {
    const opened = open(row.sealedKey, sealContext(row.kid), settings.encryptionKeys);
    return opened ? [{ row, key: JSON.parse(opened.toString()) as PrivateSigningKey }] : [];
  });
  const signing = readable.findLast(({ row }) => row.signsFrom <= now);
  const newest = rows.at(-1);
  if (!signing || addMs(signing.row.signsFrom, limits.signingKeyLifeMs) <= now) {
    const isNextThere = newest !== undefined && newest.signsFrom > now && readable.at(-1)?.row === newest;
    if (!isNextThere) {
      await addKey(context, (newest?.generation ?? 0) + 1, signing ? addMs(now, limits.signingKeyNoticeMs) : now);
      return loadSigningKeys(context);
    }
  }
  const over = namesOver(rows, now);
  if (over.length > 0) await deleteSigningKeys(db, over);
  const others = readable.filter((one) => one !== signing && !over.includes(one.row.kid));
  return [...(signing ? [signing.key] : []), ...others.map(({ key }) => key)];
}

/** Of two processes that add the same generation at once, one key stays; both read it afterwards. */
async function addKey(
  { db, now, settings }: Pick<Context, 'db' | 'now' | 'settings'>,
  generation: number,
  signsFrom: Date,
) {
  const key = await generateSigningKey();
  const sealedKey = seal(Buffer.from(JSON.stringify(key)), sealContext(key.kid), settings.encryptionKeys);
  await insertSigningKey(db, { kid: key.kid, generation, sealedKey, createdAt: now, signsFrom });
}

/** Names the keys whose successor has signed for longer than the life of an ID token, with a day to spare. */
function namesOver(rows: readonly SigningKey[], now: Date): string[] {
  return rows.flatMap((row, index) => {
    const successor = rows[index + 1];
    return successor && addMs(successor.signsFrom, limits.openidIdTokenLifeMs + limits.signingKeyNoticeMs) <= now
      ? [row.kid]
      : [];
  });
}
