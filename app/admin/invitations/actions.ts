'use server';
import { z } from 'zod';
import { limits } from '#lib/config/limits.ts';
import { addUser } from '#lib/flows/admin/add-user.ts';
import { inviteMany } from '#lib/flows/admin/invite-many.ts';
import { previewInvitations } from '#lib/flows/admin/preview-invitations.ts';
import { resendInvitation } from '#lib/flows/admin/resend-invitation.ts';
import { resendMany } from '#lib/flows/admin/resend-many.ts';
import { withdrawInvitation } from '#lib/flows/admin/withdraw-invitation.ts';
import { type FormAnswer, refuse } from '#lib/result.ts';
import { parseInvitationMessage } from '#lib/rules/account/invitation-message.ts';
import { adminAction, text } from '#lib/web/action.ts';
import { refusedFields, refusedForm } from '#lib/web/form-state.ts';
import { refreshPages } from '#lib/web/refresh.ts';

const list = '/admin/invitations';
const page = '/admin/invitations/new';
const goOn = (done: string) => {
  refreshPages();
  return { goTo: `${list}?done=${done}` };
};
const many = {
  fields: { emails: text, message: text.optional() },
  keep: ['emails', 'message'] as const,
  keepAtMost: limits.formMaxBytes,
  page,
  object: 'none' as const,
};

/** Says what inviting this list would do. */
export const previewInvitationsAction = adminAction(
  { ...many, asks: 'nothing', isHarmlessTwice: true },
  async ({ emails, message = '' }, context): Promise<FormAnswer> => {
    const parsed = parseInvitationMessage(message);
    const preview = await previewInvitations(context, emails);
    if (!preview.ok || !parsed.ok)
      return refusedFields({ emails: preview.ok ? null : preview, message: parsed.ok ? null : parsed });
    const { fresh, known, faults } = preview.value;
    const lists = { fresh, known, faults: faults.map(({ line, typed }) => `${line} ${typed}`) };
    const refusal =
      faults.length > 0 ? refusedFields({ emails: refuse('invitations-faulty') }) : { status: 'done' as const };
    return { ...refusal, values: { emails, message }, lists };
  },
);

/** Invites everyone on a list who is new here; all or no one where a line is wrong. */
export const inviteAction = adminAction(
  { ...many, asks: 'proof' },
  async ({ emails, message = '' }, context, signed) => {
    const parsed = parseInvitationMessage(message);
    const preview = await previewInvitations(context, emails);
    if (!parsed.ok) return refusedForm(parsed);
    if (!preview.ok) return refusedForm(preview);
    if (preview.value.faults.length > 0) return refusedForm(refuse('invitations-faulty'));
    const done = await inviteMany(context, preview.value.fresh, signed.userId, { message: parsed.value });
    if (done.reserved.length === 0) return goOn('invite');
    refreshPages();
    return refusedForm(refuse('invitations-reserved', { emails: done.reserved.join(', ') }));
  },
);

/** Creates one account without a password, and mails a link to choose one. */
export const addPersonAction = adminAction(
  { fields: { name: text, email: text }, keep: ['name', 'email'], page, object: 'none', asks: 'proof' },
  async (typed, context, signed) => {
    const added = await addUser(context, typed, signed.userId);
    if (added.ok) return goOn('add');
    return refusedFields({ [added.code.startsWith('person-name-') ? 'name' : 'email']: added });
  },
);

/** As `who` of the form: an email, and when its invitation was sent. */
const invitations = z.union([text, z.array(text)]).transform((sent) =>
  [sent].flat().map((typed) => {
    const [email = '', sentAt = ''] = typed.split(' ');
    return { email, sentAt: Number(sentAt) };
  }),
);

const one = { fields: { about: text }, page: list, object: 'none', asks: 'proof' } as const;

/** Mails the invitation again; earlier links end. */
export const resendInvitationAction = adminAction(one, async ({ about }, context, signed) => {
  const sent = await resendInvitation(context, about, signed.userId);
  return sent.ok ? goOn('resend') : refusedForm(sent);
});

/** Mails several again, all of them or none. */
export const resendManyAction = adminAction(
  { fields: { who: invitations }, page: `${list}/selected`, object: 'none', asks: 'proof' },
  async ({ who }, context, signed) => {
    const sent = await resendMany(context, who, signed.userId);
    return sent.ok ? goOn('resend-many') : refusedForm(sent);
  },
);

/** Withdraws an invitation. */
export const withdrawInvitationAction = adminAction(one, async ({ about }, context, signed) => {
  const done = await withdrawInvitation(context, about, signed.userId);
  return done.ok ? goOn('withdraw') : refusedForm(done);
});
