import {
  countGroups,
  countMembers,
  deleteGroup as deleteRow,
  type Group,
  insertGroup,
  lockGroup,
  lockGroupForDeletion,
  updateGroupTitle,
} from '../../../db/queries/groups.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { generateId } from '../../crypto/token.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import { parseGroupName, parseGroupTitle } from '../../rules/groups/group-name.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { transactionOrRollback } from '../transaction-or-rollback.ts';

/** Why a group is changed, and by whom: an administrator's id, or `command:NAME`. */
type By = { reason: string; by: string };

/** Creates a group without members. Returns it. */
export async function createGroup(
  context: Context,
  { reason, by }: By,
  typed: { name: string; title: string },
): Promise<Result<Group>> {
  const [title, name] = [parseGroupTitle(typed.title), parseGroupName(typed.name)];
  if (!title.ok) return title;
  if (!name.ok) return name;
  const group = { id: generateId(), name: name.value, title: title.value, createdAt: context.now };
  return transactionOrRollback(context.db, function* (tx) {
    const [all] = yield* query(countGroups(tx));
    if ((all?.count ?? 0) >= limits.groupsInAll) return refuse('groups-full');
    const [made] = yield* query(insertGroup(tx, group));
    if (!made) return refuse('group-name-taken');
    const details = { reason, title: group.title };
    yield* recordEvent(context, tx, { kind: 'group-created', subject: group.name, details, actor: by });
    return succeed(group);
  });
}

/** Changes what people read. The short name stays: apps know the group by it. Returns the new title. */
export async function renameGroup(
  context: Context,
  { groupId, reason, by }: By & { groupId: string },
  typed: string,
): Promise<Result<string>> {
  const title = parseGroupTitle(typed);
  if (!title.ok) return title;
  return transactionOrRollback(context.db, function* (tx) {
    const [group] = yield* query(lockGroup(tx, groupId));
    if (!group) return refuse('group-unknown');
    if (group.title === title.value) return refuse('already-so');
    yield* query(updateGroupTitle(tx, groupId, title.value));
    const details = { reason, from: group.title, to: title.value };
    yield* recordEvent(context, tx, { kind: 'group-renamed', subject: group.name, details, actor: by });
    return succeed(title.value);
  });
}

/** Deletes a group: its members lose what only it opened. Returns how many it had. */
export async function deleteGroup(
  context: Context,
  { groupId, reason, by }: By & { groupId: string },
): Promise<Result<number>> {
  return transactionOrRollback(context.db, function* (tx) {
    const [group] = yield* query(lockGroupForDeletion(tx, groupId));
    if (!group) return refuse('group-unknown');
    const [all] = yield* query(countMembers(tx, groupId));
    const members = all?.count ?? 0;
    yield* query(deleteRow(tx, groupId));
    const details = { reason, title: group.title, members };
    yield* recordEvent(context, tx, { kind: 'group-deleted', subject: group.name, details, actor: by });
    return succeed(members);
  });
}
