import { countGroupsOf, deleteMember, insertMember, lockGroup } from '../../../db/queries/groups.ts';
import { lockUser } from '../../../db/queries/users.ts';
import { query } from '../../../db/store.ts';
import { limits } from '../../config/limits.ts';
import { type Result, refuse, succeed } from '../../result.ts';
import type { Context } from '../context.ts';
import { recordEvent } from '../record-event.ts';
import { type AdminAction, adminFlow } from './admin-flow.ts';

type InGroup = AdminAction & { groupId: string };

/**
 * Adds a user to a group. Not the administrator who acts: what a group opens, they'd otherwise open to themselves with
 * no second person knowing.
 */
export async function addMember(context: Context, action: InGroup): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx) {
    const [user] = yield* query(lockUser(tx, action.userId));
    if (!user) return refuse('person-unknown');
    const [group] = yield* query(lockGroup(tx, action.groupId));
    if (!group) return refuse('group-unknown');
    const [own] = yield* query(countGroupsOf(tx, user.id));
    const [added] = yield* query(insertMember(tx, { groupId: group.id, userId: user.id, addedAt: context.now }));
    if (!added) return refuse('member-already');
    if ((own?.count ?? 0) >= limits.groupsPerAccount) return refuse('groups-of-account-full');
    const details = { reason: action.reason, title: group.title };
    yield* recordEvent(context, tx, { userId: user.id, kind: 'group-joined', details, actor: action.by });
    return succeed(null);
  });
}

/** Removes a user from a group: what only it opened is closed to them at once. */
export async function removeMember(context: Context, action: InGroup): Promise<Result<null>> {
  return adminFlow(context, action, function* (tx, user) {
    const [group] = yield* query(lockGroup(tx, action.groupId));
    if (!group) return refuse('group-unknown');
    const [removed] = yield* query(deleteMember(tx, group.id, user.id));
    if (!removed) return refuse('member-unknown');
    const details = { reason: action.reason, title: group.title };
    yield* recordEvent(context, tx, { userId: user.id, kind: 'group-left', details, actor: action.by });
    return succeed(null);
  });
}
