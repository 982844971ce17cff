import { countAdoption } from '../../../db/queries/user-list.ts';
import { addMs } from '../../clock.ts';
import { DAY_MS } from '../../config/limits.ts';
import type { Context } from '../context.ts';

const WEEKS = 12;
const WEEK_MS = 7 * DAY_MS;

export type Adoption = { day: Date; users: number; protectedUsers: number };

/** Returns how many of today's accounts there were, and how many of them had two-factor on, week by week until now. */
export async function describeAdoption({ db, now }: Context): Promise<Adoption[]> {
  return countAdoption(
    db,
    Array.from({ length: WEEKS }, (_, index) => addMs(now, -WEEK_MS * (WEEKS - 1 - index))),
  );
}
