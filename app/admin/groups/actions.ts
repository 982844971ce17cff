'use server';
import { findUserByTypedEmail } from '#lib/flows/admin/admin-flow.ts';
import { createGroup, deleteGroup, renameGroup } from '#lib/flows/admin/change-group.ts';
import { addMember, removeMember } from '#lib/flows/admin/change-membership.ts';
import { groupStateName } from '#lib/flows/admin/describe-groups.ts';
import type { Context } from '#lib/flows/context.ts';
import { type Failure, refuse } from '#lib/result.ts';
import { adminAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';
import type { GroupAct } from './group-acts.ts';

const page = '/admin/groups';
const object = (context: Context, _signed: unknown, { group }: { group: string }) => groupStateName(context, group);

function goOn(act: GroupAct, groupId?: string) {
  refreshPages();
  return { goTo: `${groupId ? `${page}/${encodeURIComponent(groupId)}` : page}?done=${act}` };
}

/** Says a refusal at the field that it is about. */
function refused(failure: Failure) {
  if (failure.code.startsWith('group-title-')) return refusedFields({ title: failure });
  if (failure.code.startsWith('group-name-')) return refusedFields({ name: failure });
  return refusedForm(failure);
}

/** Creates a group, and leads to it. */
export const createGroupAction = adminAction(
  { fields: { title: text, name: text }, keep: ['title', 'name'], page, object: 'none' },
  async ({ title, name, reason }, context, signed) => {
    const made = await createGroup(context, { reason, by: signed.userId }, { name, title });
    return made.ok ? goOn('create', made.value.id) : refused(made);
  },
);

/** Changes what people read. */
export const renameGroupAction = adminAction(
  { fields: { group: text, title: text }, keep: ['title'], page, object },
  async ({ group: groupId, title, reason }, context, signed) => {
    const done = await renameGroup(context, { groupId, reason, by: signed.userId }, title);
    return done.ok ? goOn('rename', groupId) : refused(done);
  },
);

/** Deletes a group. */
export const deleteGroupAction = adminAction(
  { fields: { group: text }, page, object },
  async ({ group: groupId, reason }, context, signed) => {
    const done = await deleteGroup(context, { groupId, reason, by: signed.userId });
    return done.ok ? goOn('delete') : refused(done);
  },
);

/** Adds the person with this email address to a group. */
export const addMemberAction = adminAction(
  { fields: { group: text, email: text }, keep: ['email'], page, object },
  async ({ group: groupId, email, reason }, context, signed) => {
    const user = await findUserByTypedEmail(context, email);
    if (!user) return refusedFields({ email: refuse(email.trim() === '' ? 'email-empty' : 'person-unknown') });
    const done = await addMember(context, { groupId, userId: user.id, reason, by: signed.userId });
    return done.ok ? goOn('add', groupId) : refused(done);
  },
);

/** Removes a person from a group. */
export const removeMemberAction = adminAction(
  { fields: { group: text, person: text }, page, object },
  async ({ group: groupId, person, reason }, context, signed) => {
    const done = await removeMember(context, { groupId, userId: person, reason, by: signed.userId });
    return done.ok ? goOn('remove', groupId) : refused(done);
  },
);
