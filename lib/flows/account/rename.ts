import { updateName } from '../../../db/queries/users.ts';
import type { Context } from '../context.ts';

/** Changes the name that the screens show. Takes a name that `parseName` let through. */
export async function rename({ db }: Context, userId: string, name: string): Promise<void> {
  await updateName(db, userId, name);
}
