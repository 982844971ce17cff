import { and, asc, eq, gt, sql as raw } from 'drizzle-orm';
import { searchedNames } from './folded.ts';
import { query, type Store } from './store.ts';

const BATCH = 500;

/**
 * Fills in missing folded names: of users from before the column, and of those that an older instance inserts during an
 * upgrade. In code and not in the migration, since neither engine can fold. In batches, so that writers never wait
 * long, and along the index `users_name`, so that a million users take a thousand times as long as a thousand; at every
 * other start one look at that index finds nothing to do.
 */
export async function fillFoldedNames(store: Store): Promise<void> {
  const { users } = store.tables;
  for (let afterEmail = ''; ; ) {
    const batch = await store.sql
      .select({ id: users.id, email: users.email, name: users.name })
      .from(users)
      .where(and(eq(users.nameFolded, ''), gt(users.email, afterEmail)))
      .orderBy(asc(users.email))
      .limit(BATCH);
    const last = batch.at(-1);
    if (!last) return;
    afterEmail = last.email;
    const rows = batch.map(({ id, name }) => {
      const { nameFolded, nameRest, nameLast } = searchedNames(name);
      return raw`(${id}, ${nameFolded}, ${nameRest}, ${nameLast})`;
    });
    // Both engines call the columns of a list of values so.
    const filled = (number: number) => raw.raw(`filled.column${number}`);
    await store.transaction((tx) =>
      query(
        tx.sql
          .update(users)
          .set({ nameFolded: filled(2), nameRest: filled(3), nameLast: filled(4) })
          .from(raw`(values ${raw.join(rows, raw`, `)}) as filled`)
          // A name changed in the meantime is folded already.
          .where(and(eq(users.id, filled(1)), eq(users.nameFolded, '')))
          .returning({ id: users.id }),
      ),
    );
  }
}
