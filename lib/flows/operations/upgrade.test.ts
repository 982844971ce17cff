import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openSqlite } from '../../../db/engines/sqlite/sqlite.ts';
import { findToken } from '../../../db/queries/tokens.ts';
import { findUserByEmail } from '../../../db/queries/users.ts';
import { makeTestEnvironment, PASSWORD } from '../../../test/environment.ts';
import { codeAt, stepAt } from '../../rules/two-factor/totp.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { verifySecondFactor } from '../sign-in/verify-second-factor.ts';

const SECRET = Buffer.from('29800c2aa234231e81674b921a82acf0ffddbf5c', 'hex');
const KEYS = [{ id: 'k1', key: Buffer.alloc(32, 7) }];

test('a database of the previous version is migrated, and its users sign in as before (attack D-11)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const path = join(folder, 'app.db');
  const old = new Database(path);
  old.pragma('foreign_keys = OFF');
  old.exec(readFileSync('db/fixtures/sqlite-0000.sql', 'utf8'));
  old
    .prepare(
      'insert into tokens (secret_hash, purpose, owner, created_at, expires_at) select ?, ?, id, 0, ? from users where email = ?',
    )
    .run('hash', 'not-me', 4e12, 'ada@example.com');
  old
    .prepare(
      `insert into security_events (id, user_id, at, kind, details, browser, address)
       select 'change', id, 1000, 'email-changed', '["before@example.com","ada@example.com"]', '', '' from users where email = ?`,
    )
    .run('ada@example.com');
  old
    .prepare(
      "insert into tokens (secret_hash, purpose, owner, created_at, expires_at) select 'undo', 'undo-email', id, 1000, ? from users where email = ?",
    )
    .run(4e12, 'ada@example.com');
  old.close();

  const db = openSqlite(`file:${path}`);
  await db.migrate();
  const testEnvironment = await makeTestEnvironment({
    one: db,
    two: db,
    url: '',
    catalogue: async () => [],
    close: () => db.close(),
  });
  const at = (minutes: number) => ({
    ...testEnvironment.at(minutes),
    settings: { ...testEnvironment.at(minutes).settings, encryptionKeys: KEYS },
  });
  expect(await findUserByEmail(db, 'ada@example.com')).toMatchObject({ role: 'person', disabledAt: null });
  // A link that 0.1.0 mailed goes on working, and dies like the others with the email it went to.
  expect(await findToken(db, 'hash', 'not-me', new Date())).toMatchObject({ email: 'ada@example.com' });
  // The history of emails begins with what the events say, and a link that undoes a change finds it there.
  expect(await db.sql.select().from(db.tables.addressChanges)).toMatchObject([
    {
      id: 'change',
      fromEmail: 'before@example.com',
      toEmail: 'ada@example.com',
      changedAt: new Date(1000),
      undoneAt: null,
    },
  ]);
  expect(await findToken(db, 'undo', 'undo-email', new Date())).toMatchObject({ about: 'change' });
  const [guarding] = await db.sql.select().from(db.tables.authenticators);
  expect(await findUserByEmail(db, 'ada@example.com')).toMatchObject({ twoFactorSince: guarding?.confirmedAt });
  expect(guarding?.boundAt).toEqual(guarding?.confirmedAt);
  expect(await signInWithPassword(at(2), { email: 'ada@example.com', password: PASSWORD })).toMatchObject({ ok: true });
  const code = codeAt(SECRET, stepAt(at(2).now));
  expect(
    await verifySecondFactor(at(2), (await testEnvironment.challenge(2)) ?? '', { method: 'totp', code }),
  ).toMatchObject({
    ok: true,
  });
  expect(
    await verifySecondFactor(at(3), (await testEnvironment.challenge(3)) ?? '', {
      method: 'recovery-code',
      code: 'CBWQB0ZGTHRMR5W5',
    }),
  ).toMatchObject({ ok: true });
  await testEnvironment.close();
  rmSync(folder, { recursive: true });
});
