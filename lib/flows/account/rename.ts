import { updateName } from '../../../db/queries/users.ts';
import type { Context } from '../context.ts';

/** Changes the name that screens show. Expects a name that passed `parseName`. */
export async function rename({ db }: Context, userId: string, name: string): Promise<void> {
  await updateName(db, userId, name);
}
