import Database from 'better-sqlite3';

type Person = { email: string; name: string; passwordHash: string; secret: Buffer };

// Opened on first use: the build loads this file too, without a database.
let byEmail: Database.Statement | undefined;

export function findPerson(email: string): Person | undefined {
  byEmail ??= new Database(process.env['BASELINE_DATABASE'], { readonly: true }).prepare(
    'select email, name, password_hash as passwordHash, secret from people where email = ?',
  );
  return byEmail.get(email) as Person | undefined;
}
