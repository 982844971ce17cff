import { listProvidersOf } from '../../../db/queries/linked-identities.ts';
import { listUsers, type UserQuery, type UserRow } from '../../../db/queries/user-list.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { lineOf, type UserLine, withOverdue } from './describe-users.ts';

const BATCH = 500;

/** Which people are exported: as a page lists them, but all that a search finds. */
export type Exported = Required<Pick<UserQuery, 'search' | 'filter' | 'sort'>>;

/** Notes that an administrator takes a list of people away. `file`: what the download is called. */
export async function noteExport(
  context: Context,
  { search, filter }: Exported,
  { file, by }: { file: string; by: string },
): Promise<void> {
  await context.db.transaction(function* (tx) {
    const details = { filter, search };
    yield* recordEvent(context, tx, { kind: 'people-exported', subject: file, details, actor: by });
  });
}

/**
 * Yields everyone of a list in its order, a batch at a time: no more is in memory, however many there are, and whoever
 * is deleted meanwhile ends nothing.
 */
export async function* walkUsers(context: Context, asked: Exported): AsyncGenerator<UserLine[]> {
  const { db } = context;
  // No stored text holds NUL, and PostgreSQL refuses to look for it.
  if (asked.search.includes('\0')) return;
  const query = withOverdue(context, { ...asked, found: Number.MAX_SAFE_INTEGER });
  for (let last: UserRow | undefined; ; ) {
    const rows: UserRow[] = await listUsers(db, query, { limit: BATCH, place: last ? { behind: last } : null });
    if (rows.length === 0) return;
    const identities = await listProvidersOf(
      db,
      rows.map(({ id }) => id),
    );
    yield rows.map((user) => lineOf(context, user, identities));
    last = rows.at(-1);
  }
}
