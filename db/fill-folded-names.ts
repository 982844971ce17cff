import { and, asc, eq, gt, inArray, sql as raw } from 'drizzle-orm';
import { searchedNames } from './folded.ts';
import { query, type Store } from './store.ts';

const BATCH = 500;

/**
 * Fills in missing folded names: of users from before the column, and of those that an older instance inserts during an
 * upgrade. In code and not in the migration, since neither engine can fold. In batches, so that writers never wait
 * long; at every other start one look at the index finds nothing to do.
 */
export async function fillFoldedNames(store: Store): Promise<void> {
  const { users } = store.tables;
  for (let afterId = ''; ; ) {
    const batch = await store.sql
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(and(eq(users.nameFolded, ''), gt(users.id, afterId)))
      .orderBy(asc(users.id))
      .limit(BATCH);
    const last = batch.at(-1);
    if (!last) return;
    afterId = last.id;
    const names = batch.map(({ id, name }) => ({ id, ...searchedNames(name) }));
    const ids = names.map(({ id }) => id);
    const filled = (column: 'nameFolded' | 'nameRest' | 'nameLast') =>
      raw`case ${users.id} ${raw.join(
        names.map((one) => raw`when ${one.id} then ${one[column]}`),
        raw` `,
      )} end`;
    await store.transaction((tx) =>
      query(
        tx.sql
          .update(users)
          .set({ nameFolded: filled('nameFolded'), nameRest: filled('nameRest'), nameLast: filled('nameLast') })
          // A name changed in the meantime is folded already.
          .where(and(inArray(users.id, ids), eq(users.nameFolded, '')))
          .returning({ id: users.id }),
      ),
    );
  }
}
