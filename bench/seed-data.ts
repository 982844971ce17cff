import { createHash, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { sqlitePath } from '#db/engines/sqlite/backup.ts';
import { hashPassword } from '#lib/crypto/password-hash.ts';
import { type SealingKey, seal } from '#lib/crypto/secret-box.ts';
import { hashRecoverySet } from '#lib/flows/two-factor/steps/replace-recovery-set.ts';
import { generateRecoveryCodes } from '#lib/rules/two-factor/recovery-codes.ts';
import { codeAt, stepAt } from '#lib/rules/two-factor/totp.ts';

/** A seeded user, wholly derived from its number. */
export type SeedUser = {
  number: number;
  id: string;
  email: string;
  name: string;
  secret: Buffer;
  isProtected: boolean;
};

export const PASSWORD = 'umbrella canyon violet harbour';
const DAY_MS = 86_400_000;
const names = ['Ada', 'Grace', 'Alan', 'Joan', 'Edsger', 'Barbara', 'Donald', 'Frances', 'Niklaus', 'Radia'];

/** Three of five have an authenticator. */
export function seedUser(number: number): SeedUser {
  const drawn = createHash('sha256').update(`seed user ${number}`).digest();
  return {
    number,
    id: drawn.subarray(0, 16).toString('base64url'),
    email: `person-${String(number).padStart(7, '0')}@example.com`,
    name: `${names[number % names.length]} ${number}`,
    secret: drawn.subarray(12, 32),
    isProtected: number % 5 < 3,
  };
}

/** The code that the user's phone shows now. */
export function codeOf({ secret }: SeedUser): string {
  return codeAt(secret, stepAt(new Date()));
}

/**
 * Fills a migrated SQLite database with users: a password, for three of five an authenticator and ten one-time passwords,
 * three events each. All share the hashes of one password and one set of codes: their size counts, not their values.
 */
export async function seedUsers(url: string, people: number, keys: readonly SealingKey[]): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  const set = await hashRecoverySet(generateRecoveryCodes(randomBytes));
  const database = new Database(sqlitePath(url));
  database.pragma('synchronous = OFF');
  const put = (table: string, columns: string) =>
    database.prepare(`insert into ${table} (${columns}) values (${columns.replace(/\w+/g, '?')})`);
  const user = put('users', 'id, email, name, password_hash, created_at, two_factor_since');
  const authenticator = put('authenticators', 'id, user_id, sealed_secret, created_at, confirmed_at');
  const recoverySet = put('recovery_sets', 'user_id, salt, generation, created_at');
  const code = put('recovery_codes', 'user_id, number, hash');
  const event = put('security_events', 'id, user_id, at, kind, details, browser, ip_address');
  const now = Date.now();
  database.transaction(() => {
    for (let number = 0; number < people; number += 1) {
      const { id, email, name, secret, isProtected } = seedUser(number);
      const since = now - 2 * DAY_MS - (number % 400) * DAY_MS - (number % 86_400_000);
      user.run(id, email, name, passwordHash, since, isProtected ? since : null);
      const [signedUp, signedIn] = ['{"method":"password"}', '{"methods":["password"]}'];
      const middle = isProtected ? ['two-factor-enabled', '{}'] : ['signed-in', signedIn];
      const events = [['signed-up', signedUp], middle, ['signed-in', signedIn]];
      for (const [turn, [kind, details]] of events.entries())
        event.run(`${id}${turn}`, id, since + turn * 60_000, kind, details, 'Chrome on Windows', '203.0.113.7');
      if (!isProtected) continue;
      const sealed = seal(secret, { purpose: 'totp', userId: id, rowId: id }, keys);
      authenticator.run(id, id, sealed, since, since);
      recoverySet.run(id, set.salt, 1, since);
      for (const [index, hash] of set.hashes.entries()) code.run(id, index + 1, hash);
    }
  })();
  database.close();
}
