import {
  countMembers,
  findGroup,
  findMember,
  type Group,
  listGroups,
  listMembers,
  type Member,
} from '../../../db/queries/groups.ts';
import type { Context } from '../context.ts';

export type { GroupRow } from '../../../db/queries/groups.ts';

const MEMBERS_PER_PAGE = 50;

/** Returns every group, by title, with the number of its members. */
export async function describeGroups({ db }: Context) {
  return listGroups(db);
}

/** A group with a page of its members; `first` counts from 1. */
export type GroupDetails = { group: Group; members: Member[]; total: number; first: number; hasMore: boolean };

/** Returns a group with a page of its members, by name; null where there is none. */
export async function describeGroup({ db }: Context, id: string, page: number): Promise<GroupDetails | null> {
  const group = await findGroup(db, id);
  if (!group) return null;
  const first = (page - 1) * MEMBERS_PER_PAGE + 1;
  const rows = await listMembers(db, id, { limit: MEMBERS_PER_PAGE + 1, offset: first - 1 });
  const [all] = await countMembers(db, id);
  return {
    group,
    members: rows.slice(0, MEMBERS_PER_PAGE),
    total: all?.count ?? 0,
    first,
    hasMore: rows.length > MEMBERS_PER_PAGE,
  };
}

/** Names a group's state, for forms: what it is called (lib/flows/account/steps/object-state.ts says more). */
export async function groupStateName({ db }: Context, id: string): Promise<string | null> {
  const group = await findGroup(db, id);
  return group && JSON.stringify([group.id, group.title]);
}

/** Returns one member, for the dialog that removes them; null for someone who isn't in the group. */
export async function describeMember({ db }: Context, groupId: string, userId: string): Promise<Member | null> {
  return findMember(db, groupId, userId);
}
