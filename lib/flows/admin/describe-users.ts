import { listProvidersOf } from '../../../db/queries/linked-identities.ts';
import { countFoundUsers, countMatchingUsers, countUsersByKind } from '../../../db/queries/user-counts.ts';
import {
  isNarrow,
  listUsers,
  type UserFilter,
  type UserPlace,
  type UserQuery,
  type UserRow,
} from '../../../db/queries/user-list.ts';
import { limits } from '../../config/limits.ts';
import type { Provider } from '../../rules/sign-in/authentication-methods.ts';
import { overdueCreation } from '../../rules/two-factor/two-factor-policy.ts';
import { type TwoFactorStatus, twoFactorStatus } from '../../rules/two-factor/two-factor-status.ts';
import type { Context } from '../context.ts';

export type { UserFilter, UserPlace, UserQuery };
/** `isMore`: there are more than `number`, nobody counted how many. */
export type Count = { number: number; isMore: boolean };
/** Null where counting would take too long. */
export type UserCounts = { [F in UserFilter]: F extends 'without-two-factor' | 'overdue' ? Count | null : Count };
export type UserLine = UserRow & { providers: Provider[]; twoFactor: TwoFactorStatus };

const USERS_PER_PAGE = 50;

/**
 * Returns a page of users, and how many match in all. `place`: the user beside whom it begins or ends, who makes a deep
 * page as quick as the first; without them, or once they are gone, the pages before it are counted off.
 */
export async function describeUsers(
  context: Context,
  asked: UserQuery,
  page: number,
  place: UserPlace | null = null,
): Promise<{ users: UserLine[]; first: number; found: Count; hasMore: boolean }> {
  const { db } = context;
  const query = withOverdue(context, asked);
  const first = (page - 1) * USERS_PER_PAGE + 1;
  // No stored text holds NUL, and PostgreSQL refuses to look for it.
  if (query.search?.includes('\0')) return { users: [], first, found: upTo(0), hasMore: false };
  const { rows, hasMore } = await readPage(context, query, page, place);
  const users = rows.slice(0, USERS_PER_PAGE);
  const identities = await listProvidersOf(
    db,
    users.map(({ id }) => id),
  );
  return {
    users: users.map((user) => lineOf(context, user, identities)),
    first,
    // Whoever looks for one person finds them on a page that is not full: nothing has to be counted then.
    found: page === 1 && !hasMore ? upTo(users.length) : await countMatches(context, query),
    hasMore,
  };
}

/** Returns the query with who is overdue by the policy that is set. */
export function withOverdue({ now, settings }: Pick<Context, 'now' | 'settings'>, query: UserQuery): UserQuery {
  const createdBefore = overdueCreation(settings.twoFactorPolicy, now);
  const isAdmin = settings.twoFactorPolicy.requiredFor === 'admins';
  return { ...query, overdue: createdBefore && { createdBefore, isAdmin } };
}

/** Returns a row with what is known besides: its providers, of those of all rows, and how it stands with two-factor. */
export function lineOf(
  { now, settings }: Pick<Context, 'now' | 'settings'>,
  user: UserRow,
  identities: readonly { userId: string; provider: Provider }[],
): UserLine {
  return {
    ...user,
    providers: identities.filter(({ userId }) => userId === user.id).map(({ provider }) => provider),
    twoFactor: twoFactorStatus(settings.twoFactorPolicy, user, now),
  };
}

async function readPage({ db }: Context, query: UserQuery, page: number, place: UserPlace | null) {
  const isBefore = place !== null && 'before' in place;
  // The user that a page stands before is the first of the next one.
  const limit = isBefore ? USERS_PER_PAGE : USERS_PER_PAGE + 1;
  const beside = place && page > 1 ? await listUsers(db, query, { limit, place }) : [];
  if (beside.length > 0) return { rows: beside, hasMore: isBefore || beside.length > USERS_PER_PAGE };
  const rows = await listUsers(db, query, { limit: USERS_PER_PAGE + 1, offset: (page - 1) * USERS_PER_PAGE });
  return { rows, hasMore: rows.length > USERS_PER_PAGE };
}

async function countMatches({ db }: Context, query: UserQuery): Promise<Count> {
  if (query.search?.trim() && !isNarrow(query)) return countFoundUsers(db, query);
  return upTo(await countMatchingUsers(db, query, limits.usersCounted + 1));
}

/** Returns how many users each filter finds. */
export async function countUsers(context: Context): Promise<UserCounts> {
  const { overdue = null } = withOverdue(context, {});
  const counted = await countUsersByKind(context.db, limits.usersCounted + 1, overdue);
  const { all, protected: guarded, disabled, disabledAndProtected, withPasskey, admins } = counted;
  const isWhole = all <= limits.usersCounted;
  return {
    all: upTo(all),
    'with-two-factor': upTo(guarded),
    'without-two-factor': isWhole ? upTo(all - guarded - (disabled - disabledAndProtected)) : null,
    overdue: counted.overdue === null ? null : upTo(counted.overdue),
    'with-passkey': upTo(withPasskey),
    disabled: upTo(disabled),
    admins: upTo(admins),
  };
}

function upTo(number: number): Count {
  return { number: Math.min(number, limits.usersCounted), isMore: number > limits.usersCounted };
}
