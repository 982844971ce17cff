import { and, asc, count, eq } from 'drizzle-orm';
import type { Db } from '../store.ts';

export type Group = { id: string; name: string; title: string; createdAt: Date };
/** A group in a list. */
export type GroupRow = Group & { members: number };
export type Member = { userId: string; name: string; email: string; addedAt: Date; disabledAt: Date | null };

/** Returns every group with the number of its members, by title. There are few (limits.groupsInAll). */
export function listGroups({ sql, tables: { groups, groupMembers: member } }: Db): PromiseLike<GroupRow[]> {
  return sql
    .select({
      id: groups.id,
      name: groups.name,
      title: groups.title,
      createdAt: groups.createdAt,
      members: count(member.userId),
    })
    .from(groups)
    .leftJoin(member, eq(member.groupId, groups.id))
    .groupBy(groups.id)
    .orderBy(asc(groups.title), asc(groups.name));
}

export function countGroups({ sql, tables: { groups } }: Db) {
  return sql.select({ count: count() }).from(groups);
}

export async function findGroup({ sql, tables: { groups } }: Db, id: string): Promise<Group | null> {
  const [row] = await sql.select().from(groups).where(eq(groups.id, id));
  return row ?? null;
}

export async function findGroupByName({ sql, tables: { groups } }: Db, name: string): Promise<Group | null> {
  const [row] = await sql.select().from(groups).where(eq(groups.name, name));
  return row ?? null;
}

/** Locks a group until the transaction ends, so that it isn't deleted before. */
export function lockGroup({ sql, tables: { groups }, forUpdate }: Db, id: string) {
  return forUpdate(sql.select().from(groups).where(eq(groups.id, id)));
}

/** As `lockGroup`, before the group is deleted: no one can be added any more. */
export function lockGroupForDeletion({ sql, tables: { groups }, forDeletion }: Db, id: string) {
  return forDeletion(sql.select().from(groups).where(eq(groups.id, id)));
}

/** Inserts a group unless its name is taken; no row comes back then. */
export function insertGroup({ sql, tables: { groups } }: Db, group: Group) {
  return sql.insert(groups).values(group).onConflictDoNothing().returning({ id: groups.id });
}

export function updateGroupTitle({ sql, tables: { groups } }: Db, id: string, title: string) {
  return sql.update(groups).set({ title }).where(eq(groups.id, id)).returning({ id: groups.id });
}

/** Deletes a group; its memberships go with it. */
export function deleteGroup({ sql, tables: { groups } }: Db, id: string) {
  return sql.delete(groups).where(eq(groups.id, id)).returning({ id: groups.id });
}

/** Returns the groups of a user, by title. */
export function listGroupsOf({ sql, tables: { groups, groupMembers: member } }: Db, userId: string) {
  return sql
    .select({ id: groups.id, name: groups.name, title: groups.title, addedAt: member.addedAt })
    .from(member)
    .innerJoin(groups, eq(groups.id, member.groupId))
    .where(eq(member.userId, userId))
    .orderBy(asc(groups.title), asc(groups.name));
}

export function countGroupsOf({ sql, tables: { groupMembers: member } }: Db, userId: string) {
  return sql.select({ count: count() }).from(member).where(eq(member.userId, userId));
}

export function countMembers({ sql, tables: { groupMembers: member } }: Db, groupId: string) {
  return sql.select({ count: count() }).from(member).where(eq(member.groupId, groupId));
}

/** Returns members by name, as lists of people are sorted. */
export function listMembers(
  { sql, tables: { groupMembers: member, users } }: Db,
  groupId: string,
  { limit, offset = 0 }: { limit: number; offset?: number },
): PromiseLike<Member[]> {
  return sql
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      addedAt: member.addedAt,
      disabledAt: users.disabledAt,
    })
    .from(member)
    .innerJoin(users, eq(users.id, member.userId))
    .where(eq(member.groupId, groupId))
    .orderBy(asc(users.nameFolded), asc(users.email))
    .limit(limit)
    .offset(offset);
}

/** Returns one member; null for someone who isn't in the group. */
export async function findMember(
  { sql, tables: { groupMembers: member, users } }: Db,
  groupId: string,
  userId: string,
): Promise<Member | null> {
  const [row] = await sql
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      addedAt: member.addedAt,
      disabledAt: users.disabledAt,
    })
    .from(member)
    .innerJoin(users, eq(users.id, member.userId))
    .where(and(eq(member.groupId, groupId), eq(member.userId, userId)));
  return row ?? null;
}

/** Adds a member; no row comes back when they are one already. */
export function insertMember(
  { sql, tables: { groupMembers: member } }: Db,
  added: { groupId: string; userId: string; addedAt: Date },
) {
  return sql.insert(member).values(added).onConflictDoNothing().returning({ userId: member.userId });
}

/** Removes a member; no row comes back when they were none. */
export function deleteMember({ sql, tables: { groupMembers: member } }: Db, groupId: string, userId: string) {
  return sql
    .delete(member)
    .where(and(eq(member.groupId, groupId), eq(member.userId, userId)))
    .returning({ userId: member.userId });
}
