import {
  deleteRecoveryCodes,
  deleteRecoverySet,
  insertRecoveryCodes,
  insertRecoverySet,
} from '../../../../db/queries/recovery-codes.ts';
import { type Db, query } from '../../../../db/store.ts';
import { generateRecoverySalt, hashRecoveryCode } from '../../../crypto/recovery-hash.ts';
import { canonicalRecoveryCode } from '../../../rules/two-factor/recovery-codes.ts';
import type { Context } from '../../context.ts';

export type HashedSet = { salt: string; hashes: string[] };

/** Hashes a set of codes under one new salt. Done before the transaction: hashing takes its time. */
export async function hashRecoverySet(codes: readonly string[]): Promise<HashedSet> {
  const salt = generateRecoverySalt();
  const hashes = await Promise.all(codes.map((code) => hashRecoveryCode(canonicalRecoveryCode(code) ?? code, salt)));
  return { salt, hashes };
}

/** Replaces the set, which is dead from this moment. */
export function* replaceRecoverySet({ now }: Context, db: Db, userId: string, { salt, hashes }: HashedSet) {
  yield* query(deleteRecoveryCodes(db, userId));
  const [before] = yield* query(deleteRecoverySet(db, userId));
  yield* query(insertRecoverySet(db, { userId, salt, generation: (before?.generation ?? 0) + 1, createdAt: now }));
  yield* query(
    insertRecoveryCodes(
      db,
      hashes.map((hash, index) => ({ userId, number: index + 1, hash, usedAt: null, expiresAt: null })),
    ),
  );
}
